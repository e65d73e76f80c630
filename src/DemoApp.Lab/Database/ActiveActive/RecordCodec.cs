using System.Buffers;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Records in a file or stream: mark, length, CRC32C, payload. A damaged record is skipped and the next whole one is found by its mark.
/// </summary>
internal static class RecordCodec
{
    public const int HeaderLength = 12;

    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> payload) => throw new NotImplementedException();

    /// <summary>Moves <paramref name="position"/> behind the record it finds there.</summary>
    public static RecordState TryRead(ReadOnlySpan<byte> data, ref int position, out ReadOnlySpan<byte> payload) => throw new NotImplementedException();
}
