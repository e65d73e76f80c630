using DemoApp.Lab.Database.Endpoint;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Nodes;
using DemoApp.Lab.Database.Writing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database;

/// <summary>
/// Which node is the primary, and the change from one to another. Its methods are called one at a time: whoever calls holds the
/// site's lock.
/// </summary>
internal sealed partial class SitePrimary(
    VolumeSet volumes,
    Promotion promotion,
    SitePeers peers,
    SiteSnapshots snapshots,
    DatabaseEndpoint endpoint,
    TimeProvider time,
    ILogger logger)
    : IAsyncDisposable
{
    private volatile LiveSite? live;
    private long? keys;

    /// <summary>Null: the site has none, and takes no part in replication.</summary>
    public LiveSite? Live => live;

    /// <summary>What was missing or damaged when the files were last read.</summary>
    public VolumeReport Problems { get; private set; } = VolumeReport.Whole;

    /// <summary>Keys a client can see; without a primary those of the last.</summary>
    public long? CountKeys()
    {
        try
        {
            return live is { } running ? keys = running.Writer.Primary.Node.CountKeys() : keys;
        }
        catch (ObjectDisposedException)
        {
            return keys;
        }
    }

    /// <summary>Mounts a pod's volume and, when there is a primary, gives it what it missed.</summary>
    public async Task StartNodeAsync(string pod)
    {
        var volume = volumes.Mount(pod);
        if (live is { } running)
        {
            await AskOrEndedAsync(running, _ => Follower.Join(running.Writer, volume));
        }
    }

    public async Task StopNodeAsync(string pod, bool snapshot)
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
    }

    /// <param name="pod">The node that is to be the primary.</param>
    /// <param name="failed">Told when its own disk does not take writes any more.</param>
    /// <param name="progress">Told the share of the files that is read.</param>
    public async Task PromoteAsync(string pod, Action<string, Exception> failed, Action<double>? progress)
    {
        if (live is { } before)
        {
            if (before.Pod == pod)
            {
                return;
            }

            await EndAsync(before, snapshot: false);
        }

        await StartNodeAsync(pod);
        var (writer, report) = await Task.Run(() => promotion.Run(pod, peers.Names, e => failed(pod, e), progress));
        Problems = report;
        writer.Outgoing.Use(peers.Links.Count);
        await writer.AskAsync(_ =>
        {
            writer.Records.AddEpoch(time.GetUtcNow().ToUnixTimeMilliseconds());
            return true;
        });
        live = new LiveSite(pod, writer, snapshots.TakeAsync);
        Log.Promoted(logger, peers.Site, pod, CountKeys() ?? 0);
        if (!report.IsWhole)
        {
            Log.Problems(logger, peers.Site, report.ToString());
        }

        peers.Wake();
    }

    public async Task EndAsync(LiveSite running, bool snapshot)
    {
        if (endpoint.Mode is EndpointMode.Serving)
        {
            endpoint.SetMode(EndpointMode.Closed, null);
        }

        CountKeys();
        if (snapshot)
        {
            await snapshots.TakeAsync(running, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        live = null;
        await Task.Run(running.Dispose);
        peers.Wake();
        Log.Ended(logger, peers.Site, running.Pod, keys ?? 0);
    }

    /// <summary>All nodes end.</summary>
    public async Task StopAsync(bool snapshot)
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
    }

    public async ValueTask DisposeAsync() => await StopAsync(snapshot: true);

    private static async Task AskOrEndedAsync(LiveSite running, Func<Primary, bool> ask)
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: {Pod} is the primary, {Keys} keys")]
        public static partial void Promoted(ILogger logger, string site, string pod, long keys);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: the primary on {Pod} ended, {Keys} keys on its volume")]
        public static partial void Ended(ILogger logger, string site, string pod, long keys);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Site}: files of the database were not whole: {Problems}")]
        public static partial void Problems(ILogger logger, string site, string problems);
    }
}
