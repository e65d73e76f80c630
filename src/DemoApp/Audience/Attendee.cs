using System.Collections.Immutable;

namespace DemoApp.Audience;

/// <summary>
/// What this process remembers of one attendee. Records are immutable and swapped whole; the lock is held for the swap only.
/// </summary>
internal sealed class Attendee(int number)
{
    private readonly Lock gate = new();
    private ImmutableArray<Acknowledgements> acknowledged = [];
    private ImmutableArray<WriteRecord> records = [];
    private AttendeeOutcome? last;
    private long kept;

    /// <summary>In the order they came. The cookie is a secret and stays out of what others see.</summary>
    public int Number { get; } = number;

    public AttendeeOutcome? Last => Volatile.Read(ref last);

    public ImmutableArray<WriteRecord> Records
    {
        get
        {
            lock (gate)
            {
                return records;
            }
        }
    }

    public void Answered(Outcome outcome, string site, DateTimeOffset at) => Volatile.Write(ref last, new(Number, outcome, site, at));

    /// <summary>Number of the last write that was acknowledged at the site, and how many this process acknowledged itself.</summary>
    public Acknowledgements Acknowledged(string site)
    {
        lock (gate)
        {
            foreach (var known in acknowledged)
            {
                if (known.Site == site)
                {
                    return known;
                }
            }
            return new(site, 0, 0);
        }
    }

    /// <summary>True for the first who says so: two requests at once may carry the same number.</summary>
    public bool Acknowledge(string site, long number)
    {
        lock (gate)
        {
            for (var i = 0; i < acknowledged.Length; i++)
            {
                if (acknowledged[i] is var known && known.Site == site)
                {
                    if (number <= known.Last)
                    {
                        return false;
                    }
                    acknowledged = acknowledged.SetItem(i, new(site, number, known.Count + 1));
                    return true;
                }
            }
            acknowledged = acknowledged.Add(new(site, number, 1));
            return true;
        }
    }

    public WriteRecord See(in WriteSight sight, DateTimeOffset now, TimeSpan lostAfter)
    {
        lock (gate)
        {
            for (var i = 0; i < records.Length; i++)
            {
                if (records[i].IsFor(sight))
                {
                    var seen = records[i].Seen(sight, now, lostAfter);
                    records = ReferenceEquals(seen, records[i]) ? records : records.SetItem(i, seen);
                    return seen;
                }
            }
            var first = new WriteRecord(sight.MadeAt, sight.SeenAt, sight.Own).Seen(sight, now, lostAfter);
            records = records.Add(first);
            return first;
        }
    }

    /// <summary>True once in a while: whoever hears it lets the attendee's keys live on.</summary>
    public bool MustKeep(long timestamp, long interval)
    {
        var before = Volatile.Read(ref kept);
        return (before == 0 || timestamp - before > interval) && Interlocked.CompareExchange(ref kept, timestamp, before) == before;
    }
}

/// <param name="Last">Number of the last acknowledged write.</param>
/// <param name="Count">Acknowledged by this process; those before it are known from the attendee's cookie.</param>
internal readonly record struct Acknowledgements(string Site, long Last, long Count);

internal sealed record AttendeeOutcome(int Number, Outcome Outcome, string Site, DateTimeOffset At);
