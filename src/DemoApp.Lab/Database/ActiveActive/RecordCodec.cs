using System.Buffers;
using System.Buffers.Binary;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Records in a file or stream: mark, length, CRC32C of length and payload, payload. A damaged record is skipped and the next whole one is
/// found by its mark. (Bytes inside a damaged record that look like a whole one, checksum included, would be taken for it.)
/// </summary>
internal static class RecordCodec
{
    public const int HeaderLength = 12;

    /// <summary>More than any command can be long; a greater length is damage.</summary>
    public const int LongestPayload = 1 << 30;

    private static ReadOnlySpan<byte> Mark => [0xD5, 0xAA, 0x91, 0xE7];

    /// <summary>Writes a record whose payload comes in two pieces.</summary>
    public static void Write(IBufferWriter<byte> to, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> more = default)
    {
        var length = payload.Length + more.Length;
        var header = to.GetSpan(HeaderLength);
        Mark.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Crc32C.Append(Checksum(length, payload), more));
        to.Advance(HeaderLength);
        to.Write(payload);
        to.Write(more);
    }

    /// <summary>Moves <paramref name="position"/> behind the record it finds there, or over what is damaged.</summary>
    public static RecordState TryRead(ReadOnlySpan<byte> data, scoped ref int position, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        var rest = data[position..];
        var state = Look(rest, out var length);
        if (state == RecordState.Whole)
        {
            payload = rest.Slice(HeaderLength, length);
            position += HeaderLength + length;
        }

        if (state != RecordState.Damaged)
        {
            return state;
        }

        var next = rest[1..].IndexOf(Mark);
        position = next < 0 ? data.Length : position + 1 + next;
        return RecordState.Damaged;
    }

    private static RecordState Look(ReadOnlySpan<byte> rest, out int length)
    {
        length = 0;
        var mark = Math.Min(rest.Length, Mark.Length);
        if (!rest[..mark].SequenceEqual(Mark[..mark]))
        {
            return RecordState.Damaged;
        }

        if (rest.Length < HeaderLength)
        {
            return RecordState.Incomplete;
        }

        length = BinaryPrimitives.ReadInt32LittleEndian(rest[4..]);
        if (length is < 0 or > LongestPayload)
        {
            return RecordState.Damaged;
        }

        if (rest.Length - HeaderLength < length)
        {
            return RecordState.Incomplete;
        }

        var sum = BinaryPrimitives.ReadUInt32LittleEndian(rest[8..]);
        return sum == Checksum(length, rest.Slice(HeaderLength, length)) ? RecordState.Whole : RecordState.Damaged;
    }

    /// <summary>Of the length as well: a record of zeros must not pass for whole.</summary>
    private static uint Checksum(int length, ReadOnlySpan<byte> payload)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
        return Crc32C.Append(Crc32C.Of(bytes), payload);
    }
}
