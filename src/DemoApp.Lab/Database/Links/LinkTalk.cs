using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Links;

/// <summary>What the two ends of a transfer tell each other besides the log: what the peer has, and the whole state.</summary>
internal sealed partial class LinkTalk(SiteLink link, LiveSite source, LiveSite target, Line line, ILogger logger)
{
    public async Task<DotContext> SendStateAsync(CancellationToken ct)
    {
        var state = await source.Writer.AskAsync(primary => primary.Replica.Save());
        var bytes = new ArrayBufferWriter<byte>();
        SnapshotCodec.Write(bytes, state);
        Log.SendsState(logger, link.Source.Site, link.Target.Site, bytes.WrittenCount);
        await line.UntilAsync(line.ArrivalOf(bytes.WrittenCount, link.Conditions), ct);
        await target.MergeAsync(bytes.WrittenMemory, ct);
        return (await HearAsync(ct)).Seen;
    }

    /// <summary>The peer tells what it has.</summary>
    public async Task<(ReplicaId Peer, DotContext Seen)> HearAsync(CancellationToken ct)
    {
        var (name, bytes) = await target.Writer.AskAsync(static primary =>
        {
            var to = new ArrayBufferWriter<byte>();
            EffectCodec.WriteContext(to, primary.Replica.Context);
            return (primary.Replica.Self.Name, to.WrittenMemory);
        });
        await line.UntilAsync(line.ArrivalOf(bytes.Length, link.Conditions), ct);
        var (peer, seen) = (ReplicaId.Of(name), Read(bytes.Span));
        await source.Writer.AskAsync(primary =>
        {
            primary.Replica.Learn(peer, seen);
            return true;
        });
        return (peer, seen);
    }

    /// <summary>What the peer must be sent, by what it has.</summary>
    public LinkNeed NeedOf(Replica replica, ReplicaId peer, DotContext seen)
    {
        var own = replica.Context.Contiguous[replica.Self];
        if (seen.Contiguous[replica.Self] > own || seen.Early.Any(dot => dot.Replica == replica.Self && dot.Sequence > own))
        {
            return LinkNeed.NewReplica;
        }

        foreach (var (earlier, sequence) in replica.Context.Contiguous.Entries)
        {
            var only = earlier.Site == link.Source.Site ? earlier != replica.Self : earlier.Site == link.Target.Site && earlier != peer;
            if (only && seen.Contiguous[earlier] < sequence)
            {
                return LinkNeed.State;
            }
        }

        return LinkNeed.Log;
    }

    private static DotContext Read(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        return RecordCodec.TryRead(bytes, ref at, out var payload) is RecordState.Whole && EffectCodec.ReadContext(payload) is { } seen
            ? seen
            : throw new InvalidDataException("A peer's context cannot be read.");
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Source} sends its whole state to {Target}: {Bytes} bytes")]
        public static partial void SendsState(ILogger logger, string source, string target, long bytes);
    }
}
