using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// One direction between two sites: reads the source's log and applies it at the target, from where the target stands.
/// Carries nothing while cut, or while one of the two does not take part; then goes on by itself.
/// </summary>
internal sealed partial class ReplicationLink : IAsyncDisposable
{
    private const int BatchSize = 128;
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Task running;
    private volatile bool cut;
    private long acknowledged = -1;

    public ReplicationLink(SiteDatabase source, SiteDatabase target, TimeProvider time, ILogger logger)
    {
        Source = source;
        Target = target;
        this.time = time;
        this.logger = logger;
        running = RunAsync(stop.Token);
    }

    public SiteDatabase Source { get; }

    public SiteDatabase Target { get; }

    /// <summary>The sequence the target has; null before it was first asked.</summary>
    public long? Acknowledged => Interlocked.Read(ref acknowledged) is >= 0 and var value ? value : null;

    /// <summary>Effects that were no longer in the source's log when the target, having lost its files, asked for them.</summary>
    public long Missed { get; private set; }

    public bool IsCut => cut;

    public void Cut() => cut = true;

    public void Mend() => cut = false;

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        await Task.Yield();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                if (!cut && Source.ReplicatingNode is { } from && Target.ReplicatingNode is { } to)
                {
                    await CarryAsync(from, to, ct);
                }

                await Task.Delay(Retry, time, ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // A node stopped. The next round waits for it.
                Log.Broken(logger, Source.Site, Target.Site, e.Message);
            }
            catch (Exception e) when (e is RespErrorException or InvalidDataException)
            {
                Log.Failed(logger, Source.Site, Target.Site, e);
                await Task.Delay(Idle, time, CancellationToken.None);
            }
        }
    }

    private async Task CarryAsync(GarnetNode from, GarnetNode to, CancellationToken ct)
    {
        await using var source = await from.ConnectAsync(ct);
        await using var target = await to.ConnectAsync(ct);
        var applier = new EffectApplier(target, Source.Site, Target.EffectLog.Clock);
        var position = await applier.PositionAsync(ct);
        Interlocked.Exchange(ref acknowledged, position);
        while (!cut && Source.ReplicatingNode == from && Target.ReplicatingNode == to)
        {
            var growth = Source.EffectLog.NextGrowth;
            var (first, entries) = await ReadAsync(source, position, ct);
            if (first > position)
            {
                Missed += first - position;
                Log.Gap(logger, Source.Site, Target.Site, first - position);
                position = first;
            }

            if (entries.Length == 0)
            {
                Interlocked.Exchange(ref acknowledged, position);
                await Task.WhenAny(growth, Task.Delay(Idle, time, ct));
                continue;
            }

            position += entries.Length;
            await applier.ApplyAsync([.. entries.Select(entry => Effect.Decode(entry.Bytes!))], position, ct);

            // Only what is on the target's disk may leave the source's log.
            await to.WaitForCommitAsync(ct);
            Interlocked.Exchange(ref acknowledged, position);
            await Source.TrimLogAsync(source, ct);
        }
    }

    /// <summary>Reads entries behind a position; the position of the first is later than asked when the log no longer goes back so far.</summary>
    private static async Task<(long First, RespValue[] Entries)> ReadAsync(RespConnection source, long position, CancellationToken ct)
    {
        while (true)
        {
            var trimmed = await BaseAsync(source, ct);
            var start = Math.Max(position, trimmed);
            source.Write("LRANGE"u8.ToArray(), ReplicationKeys.Log, Number(start - trimmed), Number(start - trimmed + BatchSize - 1));
            await source.FlushAsync(ct);
            var entries = (await source.ReadAsync(ct)).ThrowIfError().Items ?? [];

            // Another link may have trimmed between the two reads.
            if (await BaseAsync(source, ct) == trimmed)
            {
                return (start, entries);
            }
        }
    }

    internal static async Task<long> BaseAsync(RespConnection source, CancellationToken ct)
    {
        source.Write("GET"u8.ToArray(), ReplicationKeys.LogBase);
        await source.FlushAsync(ct);
        var value = (await source.ReadAsync(ct)).ThrowIfError();
        return value.IsNull ? 0 : long.Parse(value.Text, CultureInfo.InvariantCulture);
    }

    internal static byte[] Number(long value) => Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Replication {Source} → {Target} interrupted: {Reason}")]
        public static partial void Broken(ILogger logger, string source, string target, string reason);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Replication {Source} → {Target} failed; it is tried again")]
        public static partial void Failed(ILogger logger, string source, string target, Exception exception);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Replication {Source} → {Target}: {Count} effects are no longer in the log")]
        public static partial void Gap(ILogger logger, string source, string target, long count);
    }
}
