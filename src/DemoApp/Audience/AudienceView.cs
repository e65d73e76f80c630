using System.Collections.Immutable;

namespace DemoApp.Audience;

/// <summary>Counts the roster when asked; nothing is kept, so nothing can be stale.</summary>
internal sealed class AudienceView(AttendeeRoster roster, TimeProvider time)
{
    public AudienceSnapshot Current
    {
        get
        {
            var attendees = roster.All();
            var all = default(OutcomeCounts);
            var sites = new SortedDictionary<string, OutcomeCounts>(StringComparer.Ordinal);
            var (notHere, late, lost) = (0L, 0L, 0L);
            foreach (var attendee in attendees)
            {
                if (attendee.Last is { } last)
                {
                    all = all.With(last.Outcome);
                    sites[last.Site] = sites.GetValueOrDefault(last.Site).With(last.Outcome);
                }
                var (missed, came, gone) = Writes(attendee);
                (notHere, late, lost) = (notHere + missed, late + came, lost + gone);
            }
            return new(time.GetUtcNow(), attendees.Count, all, [.. sites.Select(site => new SiteOutcomes(site.Key, site.Value))],
                new(roster.Acknowledged, notHere, late, lost));
        }
    }

    /// <summary>The last outcomes, newest first: a tile each on the wall.</summary>
    public ImmutableArray<AttendeeOutcome> Latest(int most) =>
        [.. roster.All().Select(attendee => attendee.Last).OfType<AttendeeOutcome>().OrderByDescending(last => last.At).Take(most)];

    /// <summary>
    /// A write is looked for at several places; it counts once, by the database of its own site where that was asked. Never more than
    /// this process
    /// acknowledged itself: what a cookie claims is shown to who brought it and to nobody else.
    /// </summary>
    private static (long NotHere, long Late, long Lost) Writes(Attendee attendee)
    {
        var (notHere, late, lost) = (0L, 0L, 0L);
        foreach (var site in attendee.Records.GroupBy(record => record.MadeAt, StringComparer.Ordinal))
        {
            var most = attendee.Acknowledged(site.Key).Count;
            var deciding = site.FirstOrDefault(record => record.Own && record.SeenAt == record.MadeAt)
                ?? site.MinBy(record => record.Missing)!;
            var gone = Math.Min(deciding.Lost, most);
            lost += gone;
            notHere += Math.Min(deciding.Missing - deciding.Lost, most - gone);
            late += Math.Min(site.Max(record => record.Late), most);
        }
        return (notHere, late, lost);
    }
}
