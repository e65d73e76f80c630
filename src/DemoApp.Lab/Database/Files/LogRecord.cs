using System.Buffers.Binary;
using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Files;

/// <summary>
/// The head of one record of a log: what a group of writes left. The checksum covers the head and the payload; <see cref="Previous"/> is
/// the checksum of the record before, so that two logs whose records agree at one index agree in all before it.
/// </summary>
/// <param name="Kind">Whose effects these are.</param>
/// <param name="Epoch">
/// Raised by each node that becomes the primary: of two logs the one with the higher last epoch, then index, is newer.
/// </param>
/// <param name="Index">From 1, without gaps.</param>
/// <param name="First">Sequence of the first own effect in it; 0 when it has none.</param>
/// <param name="Effects">How many effects it has.</param>
/// <param name="Time">When it was written, milliseconds since 1970.</param>
internal readonly record struct LogRecord(
    LogRecordKind Kind, int Epoch, long Index, long First, int Effects, long Time, int Length, uint Previous, uint Checksum)
{
    public const int HeadLength = 52;
    private const uint Mark = 0xDA7A10C5;

    /// <summary>A length beyond this is damage.</summary>
    private const int Longest = 1 << 30;

    /// <summary>Sequence of the last own effect in it.</summary>
    public long Last => First + Effects - 1;

    public LogPosition Position => new(Epoch, Index, Checksum);

    /// <summary>Writes the head before the payload that is in place behind it, and returns it with its checksum.</summary>
    public LogRecord Seal(Span<byte> record)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(record, Mark);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], Length);
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], (int)Kind);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], Epoch);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], Index);
        BinaryPrimitives.WriteInt64LittleEndian(record[24..], First);
        BinaryPrimitives.WriteInt32LittleEndian(record[32..], Effects);
        BinaryPrimitives.WriteInt64LittleEndian(record[36..], Time);
        BinaryPrimitives.WriteUInt32LittleEndian(record[44..], Previous);
        var whole = this with { Checksum = Sum(record[..(HeadLength + Length)]) };
        BinaryPrimitives.WriteUInt32LittleEndian(record[48..], whole.Checksum);
        return whole;
    }

    /// <summary>Reads the record at the start of the data.</summary>
    public static LogReading TryRead(ReadOnlySpan<byte> data, out LogRecord record)
    {
        record = default;
        if (data.Length < HeadLength)
        {
            return LogReading.Incomplete;
        }

        var length = BinaryPrimitives.ReadInt32LittleEndian(data[4..]);
        if (BinaryPrimitives.ReadUInt32LittleEndian(data) != Mark || length is < 0 or > Longest)
        {
            return LogReading.Damaged;
        }

        record = new LogRecord(
            (LogRecordKind)BinaryPrimitives.ReadInt32LittleEndian(data[8..]),
            BinaryPrimitives.ReadInt32LittleEndian(data[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(data[16..]),
            BinaryPrimitives.ReadInt64LittleEndian(data[24..]),
            BinaryPrimitives.ReadInt32LittleEndian(data[32..]),
            BinaryPrimitives.ReadInt64LittleEndian(data[36..]),
            length,
            BinaryPrimitives.ReadUInt32LittleEndian(data[44..]),
            BinaryPrimitives.ReadUInt32LittleEndian(data[48..]));
        if (data.Length - HeadLength < length)
        {
            return LogReading.Incomplete;
        }

        return Sum(data[..(HeadLength + length)]) == record.Checksum ? LogReading.Whole : LogReading.Damaged;
    }

    /// <summary>Where the next record may begin, at or after the start of the data; its length when there is none.</summary>
    public static int FindMark(ReadOnlySpan<byte> data)
    {
        Span<byte> mark = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(mark, Mark);
        var at = data.IndexOf(mark);
        return at < 0 ? data.Length : at;
    }

    private static uint Sum(ReadOnlySpan<byte> record) =>
        Crc32C.Append(Crc32C.Of(record[..48]), record[HeadLength..]);
}

internal enum LogReading
{
    Whole,

    /// <summary>The rest is not there: the end of a log whose writer was killed.</summary>
    Incomplete,
    Damaged,
}

internal enum LogRecordKind
{
    /// <summary>A node became the primary; no effects.</summary>
    Epoch,

    /// <summary>Effects of this site.</summary>
    Own,

    /// <summary>Effects that came from another site.</summary>
    Foreign,
}

/// <summary>How far a log is.</summary>
internal readonly record struct LogPosition(int Epoch, long Index, uint Checksum) : IComparable<LogPosition>
{
    public int CompareTo(LogPosition other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Index.CompareTo(other.Index);
}
