using DemoApp.Lab.Database.Files;

namespace DemoApp.Lab.Database.Writing;

/// <summary>The newest own records in memory, for the links that are close behind; those that are far behind read the files.</summary>
internal sealed class OutgoingLog
{
    private const long Largest = 16 << 20;
    private readonly Lock gate = new();
    private readonly Queue<(LogRecord Record, byte[] Payload)> records = new();
    private TaskCompletionSource grew = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long bytes;
    private int readers;

    /// <summary>The newest own sequence that is on disk.</summary>
    public long Last { get; private set; }

    /// <summary>Ends when something is added after the call.</summary>
    public Task Grew
    {
        get
        {
            lock (gate)
            {
                return grew.Task;
            }
        }
    }

    /// <summary>With no link there is nothing to keep.</summary>
    public void Use(int links) => readers = links;

    public void Start(long last)
    {
        lock (gate)
        {
            Last = last;
        }
    }

    public void Add(LogRecord record, ReadOnlySpan<byte> payload)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            Last = record.Last;
            if (readers > 0)
            {
                records.Enqueue((record, payload.ToArray()));
                bytes += payload.Length;
                while (bytes > Largest)
                {
                    bytes -= records.Dequeue().Payload.Length;
                }
            }

            signal = grew;
            grew = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        signal.TrySetResult();
    }

    /// <summary>What every peer has is not needed any more.</summary>
    public void Trim(long sequence)
    {
        lock (gate)
        {
            while (records.TryPeek(out var oldest) && oldest.Record.Last <= sequence)
            {
                bytes -= records.Dequeue().Payload.Length;
            }
        }
    }

    /// <summary>The index before the record with the first effect behind a sequence; 0 when that is no longer here.</summary>
    public long IndexOf(long sequence)
    {
        lock (gate)
        {
            if (sequence >= Last)
            {
                return long.MaxValue;
            }

            foreach (var (record, _) in records)
            {
                if (record.Last > sequence)
                {
                    return record.First <= sequence + 1 ? record.Index - 1 : 0;
                }
            }

            return 0;
        }
    }

    /// <summary>The records behind a sequence, up to a number of bytes; null when they are no longer here.</summary>
    public IReadOnlyList<(LogRecord Record, byte[] Payload)>? After(long sequence, int most)
    {
        lock (gate)
        {
            if (sequence >= Last)
            {
                return [];
            }

            if (!records.TryPeek(out var oldest) || oldest.Record.First > sequence + 1)
            {
                return null;
            }

            var taken = new List<(LogRecord, byte[])>();
            foreach (var entry in records)
            {
                if (entry.Record.Last > sequence)
                {
                    taken.Add(entry);
                    most -= entry.Payload.Length;
                    if (most <= 0)
                    {
                        break;
                    }
                }
            }

            return taken;
        }
    }
}
