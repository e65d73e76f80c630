using System.Buffers;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Effects as bytes: one record per client command or MULTI, see <see cref="RecordCodec"/>.</summary>
internal static class EffectCodec
{
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<Effect> batch) => throw new NotImplementedException();

    /// <summary>Reads the payload of one record; null when it holds no effects that can be read.</summary>
    public static Effect[]? Read(ReadOnlySpan<byte> payload) => throw new NotImplementedException();

    public static void WriteContext(IBufferWriter<byte> to, DotContext context) => throw new NotImplementedException();

    public static DotContext? ReadContext(ReadOnlySpan<byte> payload) => throw new NotImplementedException();
}
