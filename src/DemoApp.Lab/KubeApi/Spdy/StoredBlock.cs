using System.Buffers.Binary;

namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>A block of a deflate stream that holds its bytes as they are.</summary>
internal static class StoredBlock
{
    private const int HeaderLength = 5;

    public static byte[] Of(ReadOnlySpan<byte> data)
    {
        var block = new byte[HeaderLength + data.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(1), checked((ushort)data.Length));
        BinaryPrimitives.WriteUInt16LittleEndian(block.AsSpan(3), (ushort)~data.Length);
        data.CopyTo(block.AsSpan(HeaderLength));
        return block;
    }
}
