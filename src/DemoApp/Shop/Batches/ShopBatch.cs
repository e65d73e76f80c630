using DemoApp.Testdb;
using StackExchange.Redis;
using Order = DemoApp.Shop.Orders.Order;

namespace DemoApp.Shop.Batches;

/// <summary>
/// The commands of one batch: the visits and what all pages show once, each member's own beside them, in one round trip. May run
/// several times, one after
/// the other or at once, here and at another site: every run writes the same.
/// </summary>
internal sealed class ShopBatch(ShopRequest[] members, VisitCounter visits, TimeProvider time)
{
    private readonly int pages = members.Count(member => member.IsVisit);
    private long count;

    public async Task<BatchReply> RunAsync(IDatabase database, TestdbRoute route)
    {
        var started = time.GetTimestamp();
        var batch = database.CreateBatch();
        var own = new OwnCommands?[members.Length];
        Task<bool>? counted = null;
        Task<SortedSetEntry[]>? counters = null;
        Task<RedisValue[]>? orders = null;
        if (pages > 0)
        {
            // With GT the larger wins: what comes late, twice or in the wrong order never lowers the count.
            counted = batch.SortedSetAddAsync(ShopKeys.Visits, visits.Member, Count(), SortedSetWhen.GreaterThan);
            counters = batch.SortedSetRangeByRankWithScoresAsync(ShopKeys.Visits);
            orders = batch.SortedSetRangeByRankAsync(ShopKeys.Orders, 0, Order.Read - 1, StackExchange.Redis.Order.Descending);
        }
        Task? last = orders;
        for (var i = 0; i < members.Length; i++)
        {
            if (members[i].Own is { } write)
            {
                own[i] = new(batch, members[i].Change, write);
                last = own[i]!.Last;
            }
        }
        batch.Execute();
        if (last is not null)
        {
            // Answers come in order: when the last is there all are.
            await last.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (counted is not null)
        {
            await counted;
        }
        var elapsed = time.GetElapsedTime(started);
        var visited = counters is null ? [] : VisitCounter.Sum(await counters);
        var shared = new SharedState(visited, orders is null ? [] : Order.Latest(await orders), route, elapsed);
        return BatchReply.Read(shared, own, pages > 0);
    }

    /// <summary>A visit counts once it was sent. The first run decides the number, so that a further one does not count again.</summary>
    private long Count()
    {
        var known = Volatile.Read(ref count);
        if (known == 0)
        {
            lock (visits)
            {
                known = count = count == 0 ? visits.Add(pages) : count;
            }
        }
        return known;
    }
}
