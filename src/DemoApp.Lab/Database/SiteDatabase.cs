using System.Collections.Immutable;
using System.Net;
using DemoApp.Lab.Database.Endpoint;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Links;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database;

/// <summary>
/// One site's database: the nodes of its pods, one of them the primary, the endpoint in front of it, and the links to the peers.
/// </summary>
/// <remarks>
/// The truth is on the volumes: an acknowledged write is in the log of every node that runs. The primary has the Active-Active state and a
/// Garnet that shows it, both made from its volume when it is promoted; the other nodes are their volumes until then. The site takes part
/// in replication while it has a primary.
/// </remarks>
internal sealed partial class SiteDatabase : IAsyncDisposable
{
    private readonly SiteDatabaseOptions options;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly DatabaseEndpoint endpoint;
    private readonly VolumeSet volumes;
    private readonly Promotion promotion;
    private readonly SemaphoreSlim lifecycle = new(1);
    private readonly SemaphoreSlim snapshots = new(1);
    private readonly CancellationTokenSource stop = new();
    private readonly Task upkeep;
    private ImmutableList<SiteLink> incoming = [];
    private ImmutableList<SiteDatabase> peers = [];
    private volatile LiveSite? live;
    private VolumeReport problems = new([], []);
    private long? keys;

    public SiteDatabase(SiteDatabaseOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options;
        this.time = time;
        logger = loggers.CreateLogger<SiteDatabase>();
        volumes = new VolumeSet(options.Directory);
        promotion = new Promotion(options, volumes, time, loggers);
        endpoint = new DatabaseEndpoint(this, options, time, loggers);
        upkeep = UpkeepAsync(stop.Token);
    }

    public string Site => options.Site;

    public string Database => options.Database;

    /// <summary>Loopback; chosen once and kept, listening or not.</summary>
    public IPEndPoint EndPoint => endpoint.EndPoint;

    public EndpointMode Mode => endpoint.Mode;

    public bool IsRunning => live is not null;

    /// <summary>The links that carry this site's writes to its peers.</summary>
    public IReadOnlyList<SiteLink> Links { get; private set; } = [];

    public DatabaseFacts Facts => new(
        live is null ? keys : keys = CountKeys(), volumes.LastSnapshot, options.Directory, VolumeFiles.Bytes(options.Directory), volumes.HasFiles, problems);

    /// <summary>The pods whose nodes follow the primary.</summary>
    internal IReadOnlyList<string> Followers => live is { } running ? [.. volumes.Running.Keys.Where(pod => pod != running.Pod).Order(StringComparer.Ordinal)] : [];

    /// <summary>The primary, while there is one.</summary>
    internal LiveSite? Live => live;

    /// <summary>Makes this site send its writes to the peers. Call it for every site; each pair needs both calls. A site may be added later.</summary>
    public void ConnectPeers(IReadOnlyList<SiteDatabase> others)
    {
        foreach (var peer in others.Where(peer => peer != this && !peers.Contains(peer)))
        {
            peers = peers.Add(peer);
            var link = new SiteLink(this, peer, time, logger);
            Links = [.. Links, link];
            ImmutableInterlocked.Update(ref peer.incoming, links => links.Add(link));
        }

        if (live is { } running)
        {
            running.Writer.Outgoing.Use(Links.Count);
            _ = running.Writer.AskAsync(primary =>
            {
                primary.Replica.SetPeers(peers.Select(peer => peer.Site));
                return true;
            });
        }
    }

    /// <summary>The node of a pod starts: mounts its volume and, when there is a primary, takes from it what it missed.</summary>
    public Task StartNodeAsync(string pod, CancellationToken ct) => LockedAsync(() => StartAsync(pod), ct);

    /// <summary>The node of a pod ends; its volume stays. With the primary's, the site has none until another is promoted.</summary>
    /// <param name="pod">Whose node it is.</param>
    /// <param name="snapshot">The primary takes a snapshot first, as at an orderly stop; false: as at a crash.</param>
    /// <param name="ct">Ends the wait for the lock.</param>
    public Task StopNodeAsync(string pod, bool snapshot, CancellationToken ct) => LockedAsync(async () =>
    {
        if (live is { } running && running.Pod == pod)
        {
            await EndAsync(running, snapshot);
        }
        else if (live is { } other && volumes.Running.TryGetValue(pod, out var volume))
        {
            await AskOrEndedAsync(other, _ => other.Writer.Volumes.Remove(volume));
        }

        volumes.Unmount(pod);
    }, ct);

    /// <summary>Puts the endpoint on a pod's node, which becomes the primary if it is not.</summary>
    public Task ServeAsync(string pod, CancellationToken ct) => LockedAsync(async () =>
    {
        await PromoteAsync(pod, null);
        endpoint.SetMode(EndpointMode.Serving, live);
    }, ct);

    /// <summary>Silent and Closed need no primary; Serving needs one.</summary>
    public Task SetModeAsync(EndpointMode mode, CancellationToken ct) => LockedAsync(() =>
    {
        endpoint.SetMode(mode, live);
        return Task.CompletedTask;
    }, ct);

    /// <summary>Takes a snapshot of what is now.</summary>
    public Task SnapshotAsync(CancellationToken ct) => SnapshotAsync(live ?? throw new InvalidOperationException($"{Site} has no primary."), ct);

    /// <summary>All nodes end.</summary>
    public Task StopAsync(bool snapshot, CancellationToken ct) => LockedAsync(async () =>
    {
        if (live is { } running)
        {
            await EndAsync(running, snapshot);
        }

        endpoint.SetMode(EndpointMode.Closed, null);
        foreach (var pod in volumes.Running.Keys)
        {
            volumes.Unmount(pod);
        }
    }, ct);

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await upkeep.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var link in Links)
        {
            await link.DisposeAsync();
        }

        await StopAsync(snapshot: true, CancellationToken.None);
        await endpoint.DisposeAsync();
    }

    /// <summary>Forgets in memory what every peer has.</summary>
    internal void Trim(LiveSite of)
    {
        if (of == live)
        {
            of.Writer.Outgoing.Trim(Links.Min(link => link.Acknowledged));
        }
    }

    private async Task StartAsync(string pod)
    {
        var volume = volumes.Mount(pod);
        if (live is { } running)
        {
            await AskOrEndedAsync(running, _ => Follower.Join(running.Writer, volume));
        }
    }

    private async Task PromoteAsync(string pod, Action<double>? progress)
    {
        if (live is { } before)
        {
            if (before.Pod == pod)
            {
                return;
            }

            await EndAsync(before, snapshot: false);
        }

        await StartAsync(pod);
        var (writer, report) = await Task.Run(() => promotion.Run(pod, [.. peers.Select(peer => peer.Site)], e => _ = FailedAsync(pod, e), progress));
        problems = report;
        writer.Outgoing.Use(Links.Count);
        await writer.AskAsync(_ =>
        {
            writer.Records.AddEpoch(time.GetUtcNow().ToUnixTimeMilliseconds());
            return true;
        });
        live = new LiveSite(pod, writer, SnapshotAsync);
        keys = CountKeys();
        Log.Promoted(logger, Site, pod, keys ?? 0);
        if (!report.IsWhole)
        {
            Log.Problems(logger, Site, report.ToString());
        }

        Wake();
    }

    private async Task EndAsync(LiveSite running, bool snapshot)
    {
        if (endpoint.Mode is EndpointMode.Serving)
        {
            endpoint.SetMode(EndpointMode.Closed, null);
        }

        keys = CountKeys();
        if (snapshot)
        {
            await SnapshotAsync(running, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        live = null;
        await Task.Run(running.Dispose);
        Wake();
        Log.Ended(logger, Site, running.Pod, keys ?? 0);
    }

    /// <summary>The primary's own disk does not take writes any more: the node is as good as dead.</summary>
    private Task FailedAsync(string pod, Exception e)
    {
        Log.Failed(logger, Site, pod, e.Message);
        return StopNodeAsync(pod, snapshot: false, CancellationToken.None);
    }

    private void Wake()
    {
        foreach (var link in Links.Concat(incoming))
        {
            link.Wake();
        }
    }

    private long? CountKeys()
    {
        try
        {
            return live?.Writer.Primary.Node.CountKeys() ?? keys;
        }
        catch (ObjectDisposedException)
        {
            return keys;
        }
    }

    private static async Task AskOrEndedAsync(LiveSite running, Func<Writing.Primary, bool> ask)
    {
        try
        {
            await running.Writer.AskAsync(ask);
        }
        catch (ObjectDisposedException)
        {
            // It ended meanwhile.
        }
    }

    private async Task LockedAsync(Func<Task> work, CancellationToken ct)
    {
        await lifecycle.WaitAsync(ct);
        try
        {
            await work();
        }
        finally
        {
            lifecycle.Release();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: {Pod} is the primary, {Keys} keys")]
        public static partial void Promoted(ILogger logger, string site, string pod, long keys);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: the primary on {Pod} ended, {Keys} keys on its volume")]
        public static partial void Ended(ILogger logger, string site, string pod, long keys);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Site}: files of the database were not whole: {Problems}")]
        public static partial void Problems(ILogger logger, string site, string problems);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Site}: the primary on {Pod} failed: {Error}")]
        public static partial void Failed(ILogger logger, string site, string pod, string error);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: recovered {Keys} keys from disk and {Effects} changes from peers")]
        public static partial void Recovered(ILogger logger, string site, long keys, long effects);

        [LoggerMessage(Level = LogLevel.Error, Message = "{Site}: the upkeep failed: {Error}")]
        public static partial void UpkeepFailed(ILogger logger, string site, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Site}: a peer has writes of this site that it has not itself; it goes on as a new replica")]
        public static partial void Renewed(ILogger logger, string site);
    }
}
