using System.Collections.Immutable;
using DemoApp.Shop.Carts;
using StackExchange.Redis;

namespace DemoApp.Shop.Batches;

/// <summary>
/// The visits of one site that this process has counted. Each process writes its own count and no other's, as an absolute number that
/// only grows: the
/// sum over all is the number of visits, and no retry can change it.
/// </summary>
internal sealed class VisitCounter(string site)
{
    private long count;

    public RedisValue Member { get; } = $"{site}|{RequestId.Writer}";

    public long Add(int visits) => Interlocked.Add(ref count, visits);

    /// <summary>By site, in the order of their names.</summary>
    public static ImmutableArray<SiteVisits> Sum(SortedSetEntry[] entries)
    {
        var sums = new List<SiteVisits>(4);
        foreach (var entry in entries)
        {
            var member = entry.Element.ToString();
            var bar = member.IndexOf('|', StringComparison.Ordinal);
            if (bar <= 0)
            {
                continue;
            }
            var place = 0;
            while (place < sums.Count && !member.AsSpan(0, bar).SequenceEqual(sums[place].Site))
            {
                place++;
            }
            if (place == sums.Count)
            {
                sums.Add(new(member[..bar], 0));
            }
            sums[place] = new(sums[place].Site, sums[place].Count + (long)entry.Score);
        }
        sums.Sort(static (a, b) => string.CompareOrdinal(a.Site, b.Site));
        return [.. sums];
    }
}
