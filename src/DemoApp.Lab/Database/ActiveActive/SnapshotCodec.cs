using System.Buffers;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>A snapshot as bytes: a head, one record per key, an end.</summary>
internal static class SnapshotCodec
{
    public static void Write(IBufferWriter<byte> to, Snapshot snapshot) => throw new NotImplementedException();

    public static SnapshotReading Read(ReadOnlySpan<byte> data) => throw new NotImplementedException();
}
