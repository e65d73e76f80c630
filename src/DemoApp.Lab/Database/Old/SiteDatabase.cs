using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// One site's database: a node, the endpoint in front of it, and the links to its peers. A site takes part in replication while its
/// endpoint serves or while it recovers; stopped or silent it neither sends nor receives, and catches up afterwards.
/// </summary>
/// <remarks>
/// A write is acknowledged when Garnet's append-only file has it. With peers each write is a transaction of the write and its log entry,
/// see <see cref="RequestTranslator"/>; what is not replicated rightly yet is listed at <see cref="Effects"/>.
/// </remarks>
internal sealed partial class SiteDatabase : IAsyncDisposable
{
    private readonly SiteDatabaseOptions options;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly DatabaseEndpoint endpoint;
    private readonly SemaphoreSlim lifecycle = new(1);
    private readonly SemaphoreSlim trimming = new(1);
    private volatile GarnetNode? node;
    private volatile bool recovering;
    private DateTimeOffset? lastSnapshot;
    private long? keys;
    private ImmutableList<ReplicationLink> incoming = [];

    public SiteDatabase(SiteDatabaseOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.options = options;
        this.time = time;
        this.loggers = loggers;
        logger = loggers.CreateLogger<SiteDatabase>();
        EffectLog = new EffectLog(new StampClock(options.Site, time));
        endpoint = new DatabaseEndpoint(EffectLog);
        lastSnapshot = DatabaseFiles.LastSnapshot(options.Directory);
    }

    public string Site => options.Site;

    public string Database => options.Database;

    /// <summary>Loopback; chosen once and kept, listening or not.</summary>
    public IPEndPoint EndPoint => endpoint.EndPoint;

    public EndpointMode Mode => endpoint.Mode;

    public bool IsRunning => node is not null;

    public DatabaseFacts Facts => new(keys, lastSnapshot, options.Directory, DatabaseFiles.Bytes(options.Directory));

    /// <summary>The links that carry this site's writes to its peers.</summary>
    public IReadOnlyList<ReplicationLink> Links { get; private set; } = [];

    internal EffectLog EffectLog { get; }

    /// <summary>The node while the site takes part in replication.</summary>
    internal GarnetNode? ReplicatingNode => recovering || Mode == EndpointMode.Serving ? node : null;

    /// <summary>Makes this site send its writes to the peers. Call it once for every site, before the first write; each pair needs both calls.</summary>
    public void ConnectPeers(IReadOnlyList<SiteDatabase> peers)
    {
        if (Links.Count > 0)
        {
            throw new InvalidOperationException($"{Site} has its peers already.");
        }

        EffectLog.Enabled = peers.Count > 0;
        Links = [.. peers.Where(peer => peer != this).Select(peer => new ReplicationLink(this, peer, time, logger))];
        foreach (var link in Links)
        {
            ImmutableInterlocked.Update(ref link.Target.incoming, links => links.Add(link));
        }
    }

    /// <summary>Starts the node on what is on disk (nothing there: a new database). The endpoint stays as it is. Idempotent.</summary>
    /// <exception cref="DatabaseStartException">The files cannot be written or recovered.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        await lifecycle.WaitAsync(ct);
        try
        {
            await StartNodeAsync(ct);
        }
        finally
        {
            lifecycle.Release();
        }
    }

    /// <summary>Closes the endpoint, takes a snapshot, stops the node. Idempotent.</summary>
    public Task StopAsync(CancellationToken ct) => StopAsync(snapshot: true, ct);

    /// <summary>Ends the node as a crash would: no snapshot. What was acknowledged is in the append-only file.</summary>
    public Task CrashAsync(CancellationToken ct) => StopAsync(snapshot: false, ct);

    /// <summary>Silent and Closed work with the node stopped; Serving needs it.</summary>
    public async Task SetModeAsync(EndpointMode mode, CancellationToken ct)
    {
        await lifecycle.WaitAsync(ct);
        try
        {
            endpoint.SetMode(mode, node);
        }
        finally
        {
            lifecycle.Release();
        }
    }

    public async Task SnapshotAsync(CancellationToken ct)
    {
        await lifecycle.WaitAsync(ct);
        try
        {
            await SnapshotNodeAsync(node ?? throw new InvalidOperationException($"{Site} is not running."), ct);
        }
        finally
        {
            lifecycle.Release();
        }
    }

    /// <summary>Counts the keys a client can see now.</summary>
    public async Task<long> CountKeysAsync(CancellationToken ct)
    {
        await using var connection = await (node ?? throw new InvalidOperationException($"{Site} is not running.")).ConnectAsync(ct);
        var all = (await connection.AskAsync(ct, "KEYS", "*")).ThrowIfError().Items ?? [];
        var count = all.LongCount(key => !ReplicationKeys.IsHidden(key.Bytes));
        keys = count;
        return count;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var link in Links)
        {
            await link.DisposeAsync();
        }

        await StopAsync(CancellationToken.None);
        await endpoint.DisposeAsync();
    }

    private async Task StartNodeAsync(CancellationToken ct)
    {
        if (node is not null)
        {
            return;
        }

        node = await GarnetNode.StartAsync(Site, options.Directory, loggers, ct);
        var count = await CountKeysAsync(ct);
        Log.Started(logger, Site, count);
    }

    private async Task StopAsync(bool snapshot, CancellationToken ct)
    {
        await lifecycle.WaitAsync(ct);
        try
        {
            endpoint.SetMode(EndpointMode.Closed, null);
            if (node is not { } stopping)
            {
                return;
            }

            try
            {
                if (snapshot)
                {
                    await CountKeysAsync(ct);
                    await SnapshotNodeAsync(stopping, ct);
                }
            }
            finally
            {
                node = null;
                await stopping.DisposeAsync();
            }

            Log.Stopped(logger, Site, keys ?? 0);
        }
        finally
        {
            lifecycle.Release();
        }
    }

    private async Task SnapshotNodeAsync(GarnetNode running, CancellationToken ct)
    {
        await running.SnapshotAsync(ct);
        lastSnapshot = time.GetUtcNow();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: database node started with {Keys} keys")]
        public static partial void Started(ILogger logger, string site, long keys);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: database node stopped, {Keys} keys on disk")]
        public static partial void Stopped(ILogger logger, string site, long keys);

        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: recovered {Keys} keys from disk and {Effects} writes from peers")]
        public static partial void Recovered(ILogger logger, string site, long keys, long effects);
    }
}
