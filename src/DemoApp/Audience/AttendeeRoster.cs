using System.Collections.Concurrent;

namespace DemoApp.Audience;

/// <summary>
/// The attendees of this process, by their cookie, at most <see cref="AudienceOptions.Most"/>. Two generations: who comes is in the
/// young one; when
/// that is full it becomes the old one, and whoever is left in the old one then has been away longest and is forgotten.
/// </summary>
internal sealed class AttendeeRoster(AudienceOptions options, TimeProvider time)
{
    private readonly Lock turning = new();
    private readonly int half = Math.Max(1, options.Most / 2);
    private ConcurrentDictionary<string, Attendee> young = NewGeneration();
    private ConcurrentDictionary<string, Attendee> old = NewGeneration();
    private int numbers;
    private int places;
    private long acknowledged;

    /// <summary>Writes this process has acknowledged, of attendees it has forgotten too.</summary>
    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Only for who came with a cookie: a caller that keeps none takes nobody's place.</summary>
    public Attendee Meet(string id)
    {
        var generation = Volatile.Read(ref young);
        return generation.TryGetValue(id, out var known) ? known : Enter(id);
    }

    /// <summary>A write of the attendee was answered.</summary>
    public void Acknowledge(Attendee attendee, string site, long number)
    {
        if (attendee.Acknowledge(site, number))
        {
            Interlocked.Increment(ref acknowledged);
        }
    }

    public WriteRecord See(Attendee attendee, in WriteSight sight) => attendee.See(sight, time.GetUtcNow(), options.LostAfter);

    /// <summary>Each once, in no order.</summary>
    public IReadOnlyCollection<Attendee> All()
    {
        lock (turning)
        {
            var all = new Dictionary<string, Attendee>(old, StringComparer.Ordinal);
            foreach (var (id, attendee) in young)
            {
                all[id] = attendee;
            }
            return all.Values;
        }
    }

    private Attendee Enter(string id)
    {
        lock (turning)
        {
            if (young.TryGetValue(id, out var known))
            {
                return known;
            }
            if (places >= half)
            {
                Volatile.Write(ref old, young);
                Volatile.Write(ref young, NewGeneration());
                places = 0;
            }
            var attendee = old.TryGetValue(id, out var back) ? back : new Attendee(++numbers);
            young[id] = attendee;
            places++;
            return attendee;
        }
    }

    private static ConcurrentDictionary<string, Attendee> NewGeneration() => new(StringComparer.Ordinal);
}
