using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Nodes;

namespace DemoApp.Lab.Database.Writing;

/// <summary>Puts effects together to the records of one commit.</summary>
internal sealed class LogBuilder
{
    /// <summary>A record is read, sent and lost as a whole; a very large one would be too much of each.</summary>
    private const int Large = 64 * 1024;

    private readonly PinnedBuffer buffer = new();
    private readonly WireWriter wire = new();
    private readonly List<(LogRecord Record, int Start)> records = [];
    private int start = -1;
    private LogRecordKind kind;
    private long first;
    private int effects;
    private long time;

    public int Epoch { get; set; }

    public LogPosition Tail { get; set; }

    public bool IsEmpty => buffer.Length == 0;

    /// <summary>Bytes of all records, of the unfinished one too.</summary>
    public int Length => buffer.Length + wire.Length;

    public ReadOnlySpan<byte> Bytes => buffer.Span;

    public IReadOnlyList<(LogRecord Record, int Start)> Records => records;

    public ReadOnlySpan<byte> PayloadOf(LogRecord record, int at) => buffer.Span.Slice(at + LogRecord.HeadLength, record.Length);

    /// <summary>Adds the effects of one command or transaction; they stay together.</summary>
    public void Add(LogRecordKind of, ReadOnlySpan<Effect> batch, long now)
    {
        if (batch.IsEmpty)
        {
            return;
        }

        Begin(of, now);
        first = of is LogRecordKind.Own && effects == 0 ? batch[0].Dot.Sequence : first;
        effects += batch.Length;
        EffectCodec.Add(wire, batch);
    }

    /// <summary>Adds what is encoded already.</summary>
    public void AddEncoded(LogRecordKind of, ReadOnlySpan<byte> batch, int count, long now)
    {
        Begin(of, now);
        Flush();
        effects += count;
        buffer.Append(batch);
    }

    /// <summary>Adds a record without effects: a node became the primary.</summary>
    public void AddEpoch(long now)
    {
        End();
        Begin(LogRecordKind.Epoch, now);
        End();
    }

    /// <summary>Ends the last record. What follows is another.</summary>
    public void End()
    {
        if (start < 0)
        {
            return;
        }

        Flush();
        var length = buffer.Length - start - LogRecord.HeadLength;
        var record = new LogRecord(kind, Epoch, Tail.Index + 1, first, effects, time, length, Tail.Checksum, 0)
            .Seal(buffer.Span[start..]);
        records.Add((record, start));
        Tail = record.Position;
        start = -1;
    }

    public void Clear()
    {
        records.Clear();
        buffer.Clear();
        start = -1;
    }

    /// <summary>What was gathered is one record of effects.</summary>
    private void Flush()
    {
        if (wire.Length > 0)
        {
            wire.Flush(buffer, RecordKind.Effects);
        }
    }

    private void Begin(LogRecordKind of, long now)
    {
        if (start >= 0 && (of != kind || buffer.Length - start + wire.Length > Large))
        {
            End();
        }

        if (start < 0)
        {
            (start, kind, first, effects, time) = (buffer.Length, of, 0, 0, now);
            buffer.GetSpan(LogRecord.HeadLength);
            buffer.Advance(LogRecord.HeadLength);
        }
    }
}
