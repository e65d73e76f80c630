using System.Collections.Immutable;
using DemoApp.Testdb.Probing;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// Which member of a route requests take. One stays in use as long as it serves, whoever else does; what is lost is left at once, and
/// coming back is nobody's business here.
/// </summary>
internal sealed class Steering(ImmutableArray<RouteMember> members)
{
    private volatile RouteMember active = members[0];

    /// <summary>The first choice first.</summary>
    public ImmutableArray<RouteMember> Members => members;

    public RouteMember Active => active;

    /// <summary>Every member is known not to serve.</summary>
    public bool IsDown => members.All(member => member.State.IsDown);

    /// <summary>What the members are together, while none serves.</summary>
    public PingResult Seen
    {
        get
        {
            var all = members.Select(member => (member.Route, member.State.Seen))
                .DistinctBy(each => (each.Route.Endpoint, each.Seen.Detail)).ToList();
            // One that may still answer weighs more than one that refuses.
            var worst = all.FirstOrDefault(each => each.Seen.Status == TestdbStatus.Silent, all[0]).Seen;
            return all.Select(each => each.Route.Endpoint).Distinct().Count() == 1
                ? worst
                : worst with { Detail = string.Join("; ", all.Select(each => $"{each.Route.Cluster}: {each.Seen.Detail}")), Talks = false };
        }
    }

    /// <summary>Where a request goes that has tried some ways already; null: there is no other at present.</summary>
    /// <param name="tried">What it has tried: no member twice in the same epoch.</param>
    /// <param name="anyway">Nothing of it is under way, so a member in doubt is better than none.</param>
    public RouteMember? Pick(List<Attempt> tried, bool anyway)
    {
        RouteMember? best = null;
        var bestRank = int.MaxValue;
        foreach (var member in members)
        {
            var state = member.State;
            if (member.Database is null || state.IsDown || (!state.IsServing && !anyway)
                || tried.Exists(other => other.Member == member && other.Epoch == state.Epoch))
            {
                continue;
            }
            // Another database first, then the one in use, then the order of the list.
            var isTried = tried.Exists(other => IsSameDatabase(other.Member, member));
            var rank = (state.IsServing ? 0 : 4) + (isTried ? 2 : 0) + (member == active ? 0 : 1);
            if (rank < bestRank)
            {
                (best, bestRank) = (member, rank);
            }
        }
        return best;
    }

    /// <summary>A request was answered by <paramref name="better"/> while <paramref name="lost"/> failed it.</summary>
    public void Leave(RouteMember lost, RouteMember better)
    {
        if (lost != better)
        {
            lost.Unsettle();
            Move(lost, better);
        }
    }

    public void Move(RouteMember from, RouteMember to)
    {
        if (active == from)
        {
            active = to;
        }
    }

    /// <summary>Leaves the member in use when it is known to be down and another serves.</summary>
    /// <param name="hasHadTime">A member that has not been seen yet is down too.</param>
    public void Reconsider(bool hasHadTime = false)
    {
        var lost = active.State.IsDown || (hasHadTime && !active.State.Seen.IsServing);
        if (lost && members.FirstOrDefault(member => member.State.IsServing) is { } serving)
        {
            active = serving;
        }
    }

    private static bool IsSameDatabase(RouteMember one, RouteMember other) =>
        one == other || (one.Identity is { } identity && identity == other.Identity);
}
