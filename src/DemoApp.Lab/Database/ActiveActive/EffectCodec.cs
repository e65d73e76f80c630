using System.Buffers;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Effects as bytes: one record (see <see cref="RecordCodec"/>) per client command or MULTI, so that a batch is there whole or not at
/// all.
/// </summary>
internal static class EffectCodec
{
    [ThreadStatic]
    private static WireWriter? writer;

    /// <summary>Writes one record, header included.</summary>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<Effect> batch)
    {
        var wire = writer ??= new WireWriter();
        wire.Count(batch.Length);
        foreach (var effect in batch)
        {
            EffectWire.Write(wire, effect);
        }

        wire.Flush(to, RecordKind.Effects);
    }

    /// <summary>Reads the payload of one record; null when it holds no effects that can be read.</summary>
    public static Effect[]? Read(ReadOnlySpan<byte> payload)
    {
        var wire = new WireReader(payload, RecordKind.Effects);
        var effects = new Effect[wire.Count(4)];
        for (var i = 0; i < effects.Length; i++)
        {
            effects[i] = EffectWire.Read(ref wire);
        }

        return wire.IsBroken || !wire.IsAtEnd ? null : effects;
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
