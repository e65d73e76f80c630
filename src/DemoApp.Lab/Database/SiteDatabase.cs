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
    private readonly ILogger logger;
    private readonly VolumeSet volumes;
    private readonly DatabaseEndpoint endpoint;
    private readonly SiteSnapshots snapshots;
    private readonly SitePrimary primary;
    private readonly SiteRecovery recovery;
    private readonly SiteUpkeep upkeep;
    private readonly VolumeInspector inspector;
    private readonly SemaphoreSlim lifecycle = new(1);

    public SiteDatabase(SiteDatabaseOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options;
        logger = loggers.CreateLogger<SiteDatabase>();
        volumes = new VolumeSet(options.Directory);
        inspector = new VolumeInspector(volumes, time);
        endpoint = new DatabaseEndpoint(this, options, time, loggers);
        Peers = new SitePeers(this, time, logger);
        snapshots = new SiteSnapshots(Peers);
        primary = new SitePrimary(volumes, new Promotion(options, volumes, time, loggers), Peers, snapshots, endpoint, time, logger);
        recovery = new SiteRecovery(options, primary, volumes, Peers, time, logger);
        upkeep = new SiteUpkeep(options, () => primary.Live, snapshots, RebuildAsync, time, logger);
    }

    public string Site => options.Site;

    public string Database => options.Database;

    /// <summary>Loopback; chosen once and kept, listening or not.</summary>
    public IPEndPoint EndPoint => endpoint.EndPoint;

    public EndpointMode Mode => endpoint.Mode;

    public bool IsRunning => Live is not null;

    /// <inheritdoc cref="SitePeers.Links"/>
    public IReadOnlyList<SiteLink> Links => Peers.Links;

    public DatabaseFacts Facts => new(
        primary.CountKeys(),
        volumes.LastSnapshot,
        options.Directory,
        VolumeFiles.Bytes(options.Directory),
        volumes.HasFiles,
        primary.Problems);

    /// <summary>
    /// What was missing or damaged when the primary read its files; without a primary, what a recovery would find, which may take as long
    /// to tell as to read the files.
    /// </summary>
    public VolumeReport Problems => Live is null ? inspector.Inspect() : primary.Problems;

    /// <summary>The pods whose nodes follow the primary.</summary>
    internal IReadOnlyList<string> Followers =>
        Live is { } running ? [.. volumes.Running.Keys.Where(pod => pod != running.Pod).Order(StringComparer.Ordinal)] : [];

    /// <summary>The primary, while there is one.</summary>
    internal LiveSite? Live => primary.Live;

    internal SitePeers Peers { get; }

    /// <summary>Makes this site send its writes to the peers. Each pair needs both calls. A site may be added later.</summary>
    public void ConnectPeers(IReadOnlyList<SiteDatabase> others)
    {
        Peers.Add(others);
        if (Live is { } running)
        {
            running.Writer.Outgoing.Use(Links.Count);
            _ = running.Writer.AskAsync(primary =>
            {
                primary.Replica.SetPeers(Peers.Names);
                return true;
            });
        }
    }

    /// <summary>The node of a pod starts: mounts its volume and, when there is a primary, takes from it what it missed.</summary>
    public Task StartNodeAsync(string pod, CancellationToken ct) => LockedAsync(() => primary.StartNodeAsync(pod), ct);

    /// <summary>The node of a pod ends; its volume stays. With the primary's, the site has none until another is promoted.</summary>
    /// <param name="pod">Whose node it is.</param>
    /// <param name="snapshot">The primary takes a snapshot first, as at an orderly stop; false: as at a crash.</param>
    /// <param name="ct">Ends the wait for the lock.</param>
    public Task StopNodeAsync(string pod, bool snapshot, CancellationToken ct) =>
        LockedAsync(() => primary.StopNodeAsync(pod, snapshot), ct);

    /// <summary>Puts the endpoint on a pod's node, which becomes the primary if it is not.</summary>
    public Task ServeAsync(string pod, CancellationToken ct) => LockedAsync(async () =>
    {
        await PromoteAsync(pod, null);
        endpoint.SetMode(EndpointMode.Serving, Live);
    }, ct);

    /// <summary>Silent and Closed need no primary; Serving needs one.</summary>
    public Task SetModeAsync(EndpointMode mode, CancellationToken ct) => LockedAsync(() =>
    {
        endpoint.SetMode(mode, Live);
        return Task.CompletedTask;
    }, ct);

    /// <summary>Takes a snapshot of what is now.</summary>
    public Task SnapshotAsync(CancellationToken ct) =>
        snapshots.TakeAsync(Live ?? throw new InvalidOperationException($"{Site} has no primary."), ct);

    /// <summary>
    /// Brings the database back: from the volumes of the nodes that run, then what peers did meanwhile. The endpoint stays as it is.
    /// A peer that does not answer or whose link is cut is not waited for; its writes follow when it can be reached.
    /// </summary>
    /// <param name="pod">The node that becomes the primary.</param>
    /// <param name="fromDisk">False: the volumes are emptied, and all comes from the peers, this site's own earlier writes as well.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="ct">Ends the wait for peers.</param>
    /// <exception cref="DatabaseStartException">There are no files.</exception>
    public async Task<DatabaseRecovery> RecoverAsync(string pod, bool fromDisk, IProgress<RecoveryProgress>? progress, CancellationToken ct)
    {
        var result = default(DatabaseRecovery);
        await LockedAsync(async () => result = await recovery.RunAsync(pod, fromDisk, share => PromoteAsync(pod, share), progress, ct), ct);
        return result!;
    }

    /// <summary>All nodes end.</summary>
    public Task StopAsync(bool snapshot, CancellationToken ct) => LockedAsync(() => primary.StopAsync(snapshot), ct);

    public async ValueTask DisposeAsync()
    {
        await upkeep.DisposeAsync();
        await Peers.DisposeAsync();
        await LockedAsync(() => primary.DisposeAsync().AsTask(), CancellationToken.None);
        await endpoint.DisposeAsync();
        snapshots.Dispose();
    }

    /// <summary>Forgets in memory what every peer has.</summary>
    internal void Trim(LiveSite of)
    {
        if (of == Live)
        {
            of.Writer.Outgoing.Trim(Peers.Acknowledged);
        }
    }

    /// <summary>Goes on as another replica of the site, because a peer knows more of the present one than it does itself.</summary>
    internal Task RenewAsync(LiveSite of, CancellationToken ct) => AnewAsync(of, () =>
    {
        Log.Renewed(logger, Site);
        volumes.Running[of.Pod].Disown();
    }, ct);

    /// <summary>
    /// Makes the primary's Garnet anew from the state, because most of its memory is held by what is no more. Clients are cut off, as at a
    /// failover to the same node.
    /// </summary>
    private Task RebuildAsync(LiveSite of, CancellationToken ct) => AnewAsync(of, () => Log.Rebuilds(logger, Site, of.Pod), ct);

    private Task AnewAsync(LiveSite of, Action between, CancellationToken ct) => LockedAsync(async () =>
    {
        if (Live != of)
        {
            return;
        }

        var mode = endpoint.Mode;
        await primary.EndAsync(of, snapshot: false);
        between();
        await PromoteAsync(of.Pod, null);
        if (mode is EndpointMode.Serving)
        {
            endpoint.SetMode(mode, Live);
        }
    }, ct);

    private Task PromoteAsync(string pod, Action<double>? progress) =>
        primary.PromoteAsync(pod, (failed, e) => _ = FailedAsync(failed, e), progress);

    /// <summary>
    /// The writer ended. A disk that does not take writes any more is a node as good as dead; a Garnet that did not take a command is made
    /// anew from the state, without the commands of that moment, which nobody had an answer to.
    /// </summary>
    private Task FailedAsync(string pod, Exception e)
    {
        Log.Failed(logger, Site, pod, e.Message);
        return e is InvalidDataException && Live is { } failed && failed.Pod == pod
            ? AnewAsync(failed, () => { }, CancellationToken.None)
            : StopNodeAsync(pod, snapshot: false, CancellationToken.None);
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
        [LoggerMessage(Level = LogLevel.Error, Message = "{Site}: the primary on {Pod} failed: {Error}")]
        public static partial void Failed(ILogger logger, string site, string pod, string error);

        [LoggerMessage(Level = LogLevel.Warning, Message = "{Site}: the node on {Pod} is full of what is no more; it is made anew")]
        public static partial void Rebuilds(ILogger logger, string site, string pod);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Site}: a peer has writes of this site that it has not itself; it goes on as a new replica")]
        public static partial void Renewed(ILogger logger, string site);
    }
}
