using System.Buffers;
using System.Threading.Channels;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Writing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Links;

/// <summary>
/// Carries the effects of one site to another, as bytes and in order, from where the other has them. An own loop: it waits for both sites
/// and for the line, asks the peer what it has, sends the whole state when the log no longer reaches back so far, then what follows.
/// What is sent twice is applied once.
/// </summary>
internal sealed partial class SiteLink : IAsyncDisposable
{
    private const int FrameBytes = 128 * 1024;
    private const int FramesOnTheWay = 8;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Task running;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? transfer;
    private LinkConditions conditions = LinkConditions.Good;
    private long acknowledged;
    private long lagMilliseconds;
    private long oldestWaiting;
    private volatile LiveSite? connectedSource;
    private volatile LiveSite? connectedTarget;

    public SiteLink(SiteDatabase source, SiteDatabase target, TimeProvider time, ILogger logger)
    {
        (Source, Target, this.time, this.logger) = (source, target, time, logger);
        running = Task.Run(RunAsync);
    }

    public SiteDatabase Source { get; }

    public SiteDatabase Target { get; }

    public bool IsCut => conditions.Cut;

    /// <summary>How the line is. A change takes effect at once: what is on the way is given up and sent again as the line is then.</summary>
    public LinkConditions Conditions
    {
        get => conditions;
        set
        {
            if (value == conditions)
            {
                return;
            }

            conditions = value;
            lock (gate)
            {
                transfer?.Cancel();
            }

            Wake();
        }
    }

    /// <summary>The newest own sequence of the source that the target has on its disks.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    public LinkFacts Facts
    {
        get
        {
            var backlog = Source.Live is { } live ? Math.Max(0, live.Writer.Outgoing.Last - Acknowledged) : 0;
            var waits = Interlocked.Read(ref oldestWaiting);
            var lag = backlog > 0 && waits > 0 ? Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - waits) : Interlocked.Read(ref lagMilliseconds);
            return new(Target.Site, connectedSource is not null, backlog, TimeSpan.FromMilliseconds(lag));
        }
    }

    /// <summary>Called with each lag that is measured: one a frame.</summary>
    public Action<TimeSpan>? Measured { get; set; }

    public void Cut() => Conditions = Conditions with { Cut = true };

    public void Mend() => Conditions = Conditions with { Cut = false };

    /// <summary>Both ends of this transfer are these.</summary>
    public bool Connects(LiveSite source, LiveSite target) => connectedSource == source && connectedTarget == target;

    /// <summary>One of the sites has come or gone.</summary>
    public void Wake()
    {
        lock (gate)
        {
            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            if (IsCut || Source.Live is not { } source || Target.Live is not { } target)
            {
                await next.WaitAsync(stop.Token);
                continue;
            }

            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, source.Ended, target.Ended);
            lock (gate)
            {
                transfer = ends;
            }

            try
            {
                // A cut that came before there was something to cancel.
                if (!IsCut)
                {
                    await TransferAsync(source, target, ends.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or InvalidDataException or IOException)
            {
                if (!ends.IsCancellationRequested)
                {
                    Log.Broke(logger, Source.Site, Target.Site, e.Message);
                }
            }
            finally
            {
                lock (gate)
                {
                    transfer = null;
                }

                (connectedSource, connectedTarget) = (null, null);
            }

            await Task.Delay(Retry, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TransferAsync(LiveSite source, LiveSite target, CancellationToken ct)
    {
        var line = new Line(time);
        var (peer, seen) = await HearAsync(source, target, line, ct);
        var (self, state) = await source.Writer.AskAsync(primary => (primary.Replica.Self, Need(primary.Replica, peer, seen)));
        if (state is LinkNeed.NewReplica)
        {
            await Source.RenewAsync(source, ct);
            return;
        }

        if (state is LinkNeed.State)
        {
            seen = await SendStateAsync(source, target, line, ct);
        }

        var sent = seen.Contiguous[self];
        Interlocked.Exchange(ref acknowledged, sent);
        (connectedSource, connectedTarget) = (source, target);
        using var files = new LogReader(source.Directory);
        var frames = Channel.CreateBounded<Frame>(FramesOnTheWay);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var delivering = DeliverAsync(source, target, line, frames.Reader, both.Token);
        try
        {
            while (!delivering.IsCompleted)
            {
                var grew = source.Writer.Outgoing.Grew;
                var records = source.Writer.Outgoing.After(sent, FrameBytes) ?? files.Next(sent);
                if (records.Count == 0)
                {
                    await Task.WhenAny(grew, delivering, Task.Delay(Heartbeat, time, both.Token));
                    both.Token.ThrowIfCancellationRequested();
                    records = source.Writer.Outgoing.After(sent, FrameBytes) ?? files.Next(sent);
                }

                if (records.Count > 0 && records[0].Record.First > sent + 1)
                {
                    // The log was cut before it came this far.
                    await frames.Writer.WriteAsync(new Frame(ReadOnlyMemory<byte>.Empty, sent, 0, true, line.ArrivalOf(0, conditions)), both.Token);
                    break;
                }

                sent = records.Count == 0 ? sent : records[^1].Record.Last;
                var payload = Join(records);
                var written = records.Count == 0 ? 0 : records[0].Record.Time;
                await frames.Writer.WriteAsync(new Frame(payload, sent, written, false, line.ArrivalOf(payload.Length, conditions)), both.Token);
            }

            frames.Writer.Complete();
            await delivering;
        }
        finally
        {
            await both.CancelAsync();
            await delivering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task DeliverAsync(LiveSite source, LiveSite target, Line line, ChannelReader<Frame> frames, CancellationToken ct)
    {
        await foreach (var frame in frames.ReadAllAsync(ct))
        {
            Interlocked.Exchange(ref oldestWaiting, frame.Written);
            await line.UntilAsync(frame.Arrival, ct);
            if (frame.NeedsState)
            {
                await SendStateAsync(source, target, line, ct);
                return;
            }

            if (frame.Payload.IsEmpty)
            {
                await HearAsync(source, target, line, ct);
                continue;
            }

            await target.ReceiveAsync(frame.Payload);
            // The word that it is there comes back on the same line.
            await line.UntilAsync(line.ArrivalOf(0, conditions), ct);
            Interlocked.Exchange(ref acknowledged, frame.Last);
            Interlocked.Exchange(ref oldestWaiting, 0);
            var lag = time.GetUtcNow().ToUnixTimeMilliseconds() - frame.Written;
            Interlocked.Exchange(ref lagMilliseconds, Math.Max(0, lag));
            Measured?.Invoke(TimeSpan.FromMilliseconds(Math.Max(0, lag)));
            Source.Trim(source);
        }
    }

    private async Task<DotContext> SendStateAsync(LiveSite source, LiveSite target, Line line, CancellationToken ct)
    {
        var state = await source.Writer.AskAsync(primary => primary.Replica.Save());
        var bytes = new ArrayBufferWriter<byte>();
        SnapshotCodec.Write(bytes, state);
        Log.SendsState(logger, Source.Site, Target.Site, bytes.WrittenCount);
        await line.UntilAsync(line.ArrivalOf(bytes.WrittenCount, conditions), ct);
        await target.MergeAsync(bytes.WrittenMemory, ct);
        return (await HearAsync(source, target, line, ct)).Seen;
    }

    /// <summary>The peer tells what it has.</summary>
    private async Task<(ReplicaId Peer, DotContext Seen)> HearAsync(LiveSite source, LiveSite target, Line line, CancellationToken ct)
    {
        var (name, bytes) = await target.Writer.AskAsync(static primary =>
        {
            var to = new ArrayBufferWriter<byte>();
            EffectCodec.WriteContext(to, primary.Replica.Context);
            return (primary.Replica.Self.Name, to.WrittenMemory);
        });
        await line.UntilAsync(line.ArrivalOf(bytes.Length, conditions), ct);
        var (peer, seen) = (ReplicaId.Of(name), Read(bytes.Span));
        await source.Writer.AskAsync(primary =>
        {
            primary.Replica.Learn(peer, seen);
            return true;
        });
        return (peer, seen);
    }

    private static DotContext Read(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        return RecordCodec.TryRead(bytes, ref at, out var payload) is RecordState.Whole && EffectCodec.ReadContext(payload) is { } seen
            ? seen
            : throw new InvalidDataException("A peer's context cannot be read.");
    }

    private LinkNeed Need(Replica replica, ReplicaId peer, DotContext seen)
    {
        var own = replica.Context.Contiguous[replica.Self];
        if (seen.Contiguous[replica.Self] > own || seen.Early.Any(dot => dot.Replica == replica.Self && dot.Sequence > own))
        {
            return LinkNeed.NewReplica;
        }

        foreach (var (earlier, sequence) in replica.Context.Contiguous.Entries)
        {
            var only = earlier.Site == Source.Site ? earlier != replica.Self : earlier.Site == Target.Site && earlier != peer;
            if (only && seen.Contiguous[earlier] < sequence)
            {
                return LinkNeed.State;
            }
        }

        return LinkNeed.Log;
    }

    private static ReadOnlyMemory<byte> Join(IReadOnlyList<(LogRecord Record, byte[] Payload)> records)
    {
        if (records.Count == 1)
        {
            return records[0].Payload;
        }

        var all = new byte[records.Sum(record => record.Payload.Length)];
        var at = 0;
        foreach (var (_, payload) in records)
        {
            payload.CopyTo(all, at);
            at += payload.Length;
        }

        return all;
    }

    private enum LinkNeed
    {
        Log,

        /// <summary>
        /// The peer lacks what an earlier replica of one of the two sites did. No log has that: this site's has only the present one's
        /// effects, and the peer has lost its own.
        /// </summary>
        State,

        /// <summary>The peer has effects of this replica that it does not know itself: it would give their numbers away again.</summary>
        NewReplica,
    }

    private readonly record struct Frame(ReadOnlyMemory<byte> Payload, long Last, long Written, bool NeedsState, long Arrival);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Source} sends its whole state to {Target}: {Bytes} bytes")]
        public static partial void SendsState(ILogger logger, string source, string target, long bytes);

        [LoggerMessage(Level = LogLevel.Warning, Message = "The link from {Source} to {Target} broke: {Error}")]
        public static partial void Broke(ILogger logger, string source, string target, string error);
    }
}
