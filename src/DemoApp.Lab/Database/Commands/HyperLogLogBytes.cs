using System.Buffers.Binary;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>
/// The node's bytes of a HyperLogLog: a head of 16 (a mark whose fourth byte is 0 for sparse, 1 for dense; the count, negative for "to be
/// counted anew"), then 6 bits a register from the lowest on, or in the sparse form a length and one byte a run of zeros (0x80 | n - 1)
/// or a register (value - 1).
/// </summary>
internal static class HyperLogLogBytes
{
    public const int DenseLength = HeadLength + (HyperLogLogState.RegisterCount * 6 / 8);
    private const int HeadLength = 16;
    private const int SparseHeadLength = HeadLength + 2;

    private static ReadOnlySpan<byte> Mark => "LLYH"u8;

    /// <summary>Null when the bytes are no HyperLogLog.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < SparseHeadLength || !bytes[4..8].SequenceEqual(Mark))
        {
            return null;
        }

        return bytes[3] switch
        {
            0 => ReadSparse(bytes),
            1 when bytes.Length == DenseLength => ReadDense(bytes[HeadLength..]),
            _ => null,
        };
    }

    public static void WriteDense(ReadOnlySpan<byte> registers, Span<byte> to)
    {
        to.Clear();
        to[3] = 1;
        Mark.CopyTo(to[4..]);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], long.MinValue);
        var packed = to[HeadLength..];
        for (var i = 0; i < registers.Length; i++)
        {
            var bit = i * 6;
            var value = (registers[i] & 63) << (bit & 7);
            packed[bit >> 3] |= (byte)value;
            if (value > 0xFF)
            {
                packed[(bit >> 3) + 1] |= (byte)(value >> 8);
            }
        }
    }

    private static byte[] ReadDense(ReadOnlySpan<byte> packed)
    {
        var registers = new byte[HyperLogLogState.RegisterCount];
        for (var i = 0; i < registers.Length; i++)
        {
            var bit = i * 6;
            var high = (bit >> 3) + 1 < packed.Length ? packed[(bit >> 3) + 1] : 0;
            registers[i] = (byte)(((packed[bit >> 3] | (high << 8)) >> (bit & 7)) & 63);
        }

        return registers;
    }

    private static byte[]? ReadSparse(ReadOnlySpan<byte> bytes)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(bytes[HeadLength..]);
        if (length > bytes.Length - SparseHeadLength)
        {
            return null;
        }

        var registers = new byte[HyperLogLogState.RegisterCount];
        var at = 0;
        foreach (var code in bytes.Slice(SparseHeadLength, length))
        {
            if (code >= 0x80)
            {
                at += (code & 0x7F) + 1;
            }
            else if (at < registers.Length)
            {
                registers[at++] = (byte)(code + 1);
            }
        }

        return at == registers.Length ? registers : null;
    }
}
