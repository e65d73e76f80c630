using System.Buffers;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Effects as bytes: a record (see <see cref="RecordCodec"/>) holds batches one after the other, each of one client command or MULTI. A
/// record is there whole or not at all.
/// </summary>
internal static class EffectCodec
{
    [ThreadStatic]
    private static WireWriter? writer;

    /// <summary>Writes a record of one batch, header included.</summary>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<Effect> batch)
    {
        var wire = writer ??= new WireWriter();
        Add(wire, batch);
        wire.Flush(to, RecordKind.Effects);
    }

    /// <summary>Adds a batch to the record that is being gathered.</summary>
    public static void Add(WireWriter wire, ReadOnlySpan<Effect> batch)
    {
        wire.Count(batch.Length);
        foreach (var effect in batch)
        {
            EffectWire.Write(wire, effect);
        }
    }

    /// <summary>Reads the payload of one record, all batches in a row; null when it holds no effects that can be read.</summary>
    public static Effect[]? Read(ReadOnlySpan<byte> payload)
    {
        var batches = new EffectBatches();
        return batches.TryRead(payload) ? batches.All.ToArray() : null;
    }

    /// <summary>Writes one record, header included.</summary>
    public static void WriteContext(IBufferWriter<byte> to, DotContext context)
    {
        var wire = writer ??= new WireWriter();
        wire.Vector(context.Contiguous);
        wire.Dots(context.Early);
        wire.Flush(to, RecordKind.Context);
    }

    /// <summary>Reads the payload of one record; null when it holds no context.</summary>
    public static DotContext? ReadContext(ReadOnlySpan<byte> payload)
    {
        var wire = new WireReader(payload, RecordKind.Context);
        var context = ReadContext(ref wire);
        return wire.IsBroken || !wire.IsAtEnd ? null : context;
    }

    public static DotContext ReadContext(ref WireReader wire)
    {
        var context = new DotContext();
        context.Join(wire.Vector());
        foreach (var dot in wire.Dots())
        {
            context.Add(dot);
        }

        return context;
    }
}
