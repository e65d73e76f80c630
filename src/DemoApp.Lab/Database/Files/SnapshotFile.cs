using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Files;

/// <summary>A snapshot on disk: who wrote it, how far its log was, and the state.</summary>
/// <param name="Self">The replica whose own effects the log that follows holds.</param>
/// <param name="Position">Of the last record that is in the state.</param>
internal sealed record SnapshotFile(ReplicaId Self, LogPosition Position)
{
    private const uint Mark = 0xDA7A50A9;
    private const int FixedLength = 28;

    /// <summary>The head and the state, to be written to a volume or sent to it.</summary>
    public ReadOnlyMemory<byte> Encode(Snapshot state)
    {
        var to = new ArrayBufferWriter<byte>(4096);
        var name = Encoding.UTF8.GetBytes(Self.Name);
        var head = to.GetSpan(FixedLength + name.Length)[..(FixedLength + name.Length)];
        BinaryPrimitives.WriteUInt32LittleEndian(head, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], Position.Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(head[12..], Position.Index);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], Position.Checksum);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], name.Length);
        name.CopyTo(head[FixedLength..]);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], Crc32C.Of(head[8..]));
        to.Advance(head.Length);
        SnapshotCodec.Write(to, state);
        return to.WrittenMemory;
    }

    /// <summary>Null when the head is damaged: then nobody knows what the state is of.</summary>
    public static SnapshotFile? Decode(ReadOnlySpan<byte> file, out ReadOnlySpan<byte> state)
    {
        state = default;
        if (file.Length < FixedLength || BinaryPrimitives.ReadUInt32LittleEndian(file) != Mark)
        {
            return null;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(file[24..]);
        if (length < 0 || length > file.Length - FixedLength)
        {
            return null;
        }

        var head = file[..(FixedLength + length)];
        if (BinaryPrimitives.ReadUInt32LittleEndian(head[4..]) != Crc32C.Of(head[8..]))
        {
            return null;
        }

        state = file[head.Length..];
        var position = new LogPosition(
            BinaryPrimitives.ReadInt32LittleEndian(head[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(head[12..]),
            BinaryPrimitives.ReadUInt32LittleEndian(head[20..]));
        return new SnapshotFile(ReplicaId.Of(Encoding.UTF8.GetString(head[FixedLength..])), position);
    }
}
