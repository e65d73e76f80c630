using System.Collections.Frozen;
using DemoApp.Shop.Batches;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Orders;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;
using StackExchange.Redis;

namespace DemoApp.Shop;

/// <summary>
/// What the shop does with testdb. Every answer is null when the shop has too much to do; failures of testdb pass through.
/// </summary>
internal sealed class ShopStore : IDisposable
{
    private readonly FrozenDictionary<string, ShopDesk> desks;
    private readonly AttendeeWrites writes;
    private readonly TimeProvider time;
    private readonly ChangeClock clock;

    public ShopStore(TestdbSites sites, ShopOptions options, TestdbOptions testdb, AttendeeWrites writes, TimeProvider time)
    {
        (this.writes, this.time, clock) = (writes, time, new(time));
        desks = sites.All.ToFrozenDictionary(
            site => site.Config.Name, site => new ShopDesk(site, options, testdb.Deadline, time), StringComparer.Ordinal);
    }

    /// <summary>
    /// Counts the visit and reads everything the page shows, in one round trip that it shares with who comes at the same time.
    /// </summary>
    public async Task<ShopState?> VisitAsync(TestdbSite site, AttendeeWrite? write, CancellationToken cancellationToken)
    {
        var request = new ShopRequest(time.GetTimestamp(), cancellationToken) { IsVisit = true, Own = write };
        if (!desks[site.Config.Name].TryJoin(request))
        {
            return null;
        }
        var reply = await request.Task;
        return write is null
            ? new(reply.Shared, Cart.Empty, WriteReport.None)
            : new(reply.Shared, CartLog.Read(reply.Cart!).Cart, writes.Report(write, reply.Shared.Route, reply.Marks!));
    }

    /// <summary>Makes the change and reads the cart in the same round trip.</summary>
    public async Task<Cart?> ChangeAsync(
        TestdbSite site, AttendeeWrite write, CartChange change, string requestId, CancellationToken cancellationToken)
    {
        var request = new ShopRequest(time.GetTimestamp(), cancellationToken)
        {
            Own = write,
            Change = new(CartEntry.FieldOf(requestId, change), clock.Next()),
        };
        if (!desks[site.Config.Name].TryJoin(request))
        {
            return null;
        }
        var log = CartLog.Read((await request.Task).Cart!);
        if (log.Fold() is { } fold)
        {
            await site.CallAsync((database, _) => FoldAsync(database, write.CartKey, fold), cancellationToken);
        }
        return log.Cart;
    }

    /// <summary>Reads what it sells, then sells it. <c>Wrote</c> is false when there was nothing to sell.</summary>
    public async Task<(Cart Cart, bool Wrote)?> OrderAsync(
        TestdbSite site, AttendeeWrite write, string requestId, CancellationToken cancellationToken)
    {
        var desk = desks[site.Config.Name];
        if (!desk.TryBeginOrder())
        {
            return null;
        }
        try
        {
            var placing = new OrderPlacing(site.Config.Name, write, requestId, clock);
            var cart = await site.CallAsync((database, _) => placing.RunAsync(database), cancellationToken);
            return (cart ?? Cart.Empty, cart is not null);
        }
        finally
        {
            desk.EndOrder();
        }
    }

    public void Dispose()
    {
        foreach (var desk in desks.Values)
        {
            desk.Dispose();
        }
    }

    /// <summary>First the base, which makes the folded fields count no more; then away with them.</summary>
    private static async Task<bool> FoldAsync(IDatabase database, RedisKey key, CartFold fold)
    {
        var batch = database.CreateBatch();
        var based = batch.HashSetAsync(key, fold.Field, fold.Lines);
        var gone = batch.HashDeleteAsync(key, fold.Gone);
        batch.Execute();
        await Task.WhenAll(based, gone);
        return true;
    }
}
