namespace DemoApp.Lab.Database.Files;

/// <summary>What was found on a way through a log.</summary>
/// <param name="Tail">Of the last whole record; where the scan began when there is none.</param>
/// <param name="Whole">Bytes up to the end of the last whole record.</param>
/// <param name="Damaged">Places that could not be read.</param>
/// <param name="Torn">The file ends in the middle of a record, as after a kill.</param>
internal readonly record struct LogScan(LogPosition Tail, int Whole, int Damaged, bool Torn)
{
    public delegate void Visit(LogRecord record, ReadOnlySpan<byte> payload);

    /// <summary>
    /// Visits the records behind a position. Damaged ones are skipped up to the next whole one; one that does not follow on what came
    /// before ends the scan, because it belongs to another history.
    /// </summary>
    public static LogScan Run(ReadOnlySpan<byte> log, LogPosition from, Visit visit)
    {
        var (tail, whole, damaged, chained) = (from, 0, 0, true);
        for (var at = 0; at < log.Length;)
        {
            switch (LogRecord.TryRead(log[at..], out var record))
            {
                case LogReading.Incomplete when !Follows(log, at):
                    return new LogScan(tail, whole, damaged, true);
                case LogReading.Whole when record.Index <= from.Index:
                    at += LogRecord.HeadLength + record.Length;
                    whole = at;
                    continue;
                case LogReading.Whole when chained && !IsNext(record, tail):
                    return new LogScan(tail, whole, damaged + 1, false);
                case LogReading.Whole:
                    visit(record, log.Slice(at + LogRecord.HeadLength, record.Length));
                    at += LogRecord.HeadLength + record.Length;
                    (tail, whole, chained) = (record.Position, at, true);
                    continue;
                default:
                    at = at + 1 + LogRecord.FindMark(log[(at + 1)..]);
                    damaged++;
                    chained = false;
                    continue;
            }
        }

        return new LogScan(tail, whole, damaged, false);
    }

    /// <summary>A length that reaches beyond the end is damage, not the end, when whole records come after it.</summary>
    private static bool Follows(ReadOnlySpan<byte> log, int at)
    {
        for (at++; at < log.Length; at++)
        {
            at += LogRecord.FindMark(log[at..]);
            if (at < log.Length && LogRecord.TryRead(log[at..], out _) is LogReading.Whole)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNext(LogRecord record, LogPosition tail) =>
        record.Index == tail.Index + 1 && (record.Previous == tail.Checksum || tail.Checksum == 0);
}
