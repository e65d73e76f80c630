using System.Threading.Channels;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Files;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Links;

/// <summary>
/// One connection of a link, from when both sites serve and the line holds until one of that ends: asks the peer what it has, sends the
/// whole state when the log does not reach back so far, then what follows. A few frames are on the way at a time.
/// </summary>
internal sealed class LinkTransfer
{
    private const int FrameBytes = 128 * 1024;
    private const int FramesOnTheWay = 8;
    private const int BeatsUntilIdle = 10;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan IdleHeartbeat = TimeSpan.FromSeconds(5);

    private readonly SiteLink link;
    private readonly LiveSite source;
    private readonly LiveSite target;
    private readonly TimeProvider time;
    private readonly Line line;
    private readonly LinkTalk talk;
    private readonly LinkRelay relay;
    private long heard;

    public LinkTransfer(SiteLink link, LiveSite source, LiveSite target, TimeProvider time, ILogger logger)
    {
        (this.link, this.source, this.target, this.time) = (link, source, target, time);
        line = new Line(time);
        talk = new LinkTalk(link, source, target, line, logger);
        relay = new LinkRelay(link, source, time);
    }

    /// <summary>Runs until it is cancelled, or until the peer has been given the state and the log goes on from another place.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var (peer, seen) = await talk.HearAsync(ct);
        var (self, state) = await source.Writer.AskAsync(primary => (primary.Replica.Self, Need(primary.Replica, peer, seen)));
        if (state is LinkNeed.NewReplica)
        {
            await link.Source.RenewAsync(source, ct);
            return;
        }

        if (state is LinkNeed.State)
        {
            seen = await talk.SendStateAsync(ct);
        }

        var sent = seen.Contiguous[self];
        heard = time.GetTimestamp();
        link.Connected(source, target, sent);
        using var files = new LogReader(source.Directory);
        var frames = Channel.CreateBounded<Frame>(FramesOnTheWay);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var delivering = DeliverAsync(frames.Reader, both.Token);
        var silent = 0;
        try
        {
            while (!delivering.IsCompleted)
            {
                var grew = source.Writer.Outgoing.Grew;
                var records = source.Writer.Outgoing.After(sent, FrameBytes) ?? files.Next(sent);
                if (records.Count == 0)
                {
                    await Task.WhenAny(grew, delivering, Task.Delay(silent < BeatsUntilIdle ? Heartbeat : IdleHeartbeat, time, both.Token));
                    both.Token.ThrowIfCancellationRequested();
                    records = source.Writer.Outgoing.After(sent, FrameBytes) ?? files.Next(sent);
                }

                if (records.Count > 0 && records[0].Record.First > sent + 1)
                {
                    // The log was cut before it came this far.
                    var end = new Frame([], sent, 0, NeedsState: true, line.ArrivalOf(0, link.Conditions));
                    await frames.Writer.WriteAsync(end, both.Token);
                    break;
                }

                silent = records.Count == 0 ? silent + 1 : 0;
                sent = records.Count == 0 ? sent : records[^1].Record.Last;
                var payloads = records.Select(record => record.Payload).ToArray();
                var written = records.Count == 0 ? 0 : records[0].Record.Time;
                var arrival = line.ArrivalOf(payloads.Sum(payload => payload.Length), link.Conditions);
                var frame = new Frame(payloads, sent, written, NeedsState: false, arrival);
                await frames.Writer.WriteAsync(frame, both.Token);
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

    private async Task DeliverAsync(ChannelReader<Frame> frames, CancellationToken ct)
    {
        await foreach (var frame in frames.ReadAllAsync(ct))
        {
            link.Meter.Waits(frame.Written);
            await line.UntilAsync(frame.Arrival, ct);
            if (frame.NeedsState)
            {
                await talk.SendStateAsync(ct);
                return;
            }

            if (frame.Payloads.Count > 0)
            {
                await target.ReceiveAsync(frame.Payloads);
                // The word that it is there comes back on the same line.
                await line.UntilAsync(line.ArrivalOf(0, link.Conditions), ct);
                link.Meter.Arrived(frame.Last, frame.Written);
                link.Source.Trim(source);
            }

            if (time.GetElapsedTime(heard) >= Heartbeat)
            {
                await HearAsync(ct);
            }
        }
    }

    /// <summary>Under load as well as without: what all have seen is forgotten, and what the peer lacks is found, by this.</summary>
    private async Task HearAsync(CancellationToken ct)
    {
        var (peer, seen) = await talk.HearAsync(ct);
        heard = time.GetTimestamp();
        if (await source.Writer.AskAsync(primary => relay.IsDue(primary.Replica, peer, seen)))
        {
            await talk.SendStateAsync(ct);
        }
    }

    /// <summary>One that has nothing at all is given what is stranded at once.</summary>
    private LinkNeed Need(Replica replica, ReplicaId peer, DotContext seen) =>
        talk.NeedOf(replica, peer, seen) is var need and not LinkNeed.Log ? need
        : seen.Contiguous.Entries.IsEmpty && relay.Lacks(replica, peer, seen) ? LinkNeed.State
        : LinkNeed.Log;

    private readonly record struct Frame(IReadOnlyList<byte[]> Payloads, long Last, long Written, bool NeedsState, long Arrival);
}
