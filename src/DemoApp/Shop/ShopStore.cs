using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using DemoApp.Testdb;
using StackExchange.Redis;

namespace DemoApp.Shop;

/// <summary>
/// The only code that knows the shop's keys. Counters, fields and scored members only: what two sites write at once merges without loss.
/// <code>shop:visits (hash: site → count)   shop:cart:{id} (hash: product → quantity)   shop:orders (sorted set: order by time in ms)</code>
/// </summary>
internal sealed class ShopStore(TimeProvider time)
{
    private const string Visits = "shop:visits";
    private const string Orders = "shop:orders";
    private const int LatestOrders = 5;
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

    /// <summary>Counts the visit and reads everything the page shows, in one pipelined round trip.</summary>
    public Task<ShopState> VisitAsync(TestdbSite site, string? cartId, CancellationToken cancellationToken) =>
        site.CallAsync(async (database, route) =>
        {
            var started = time.GetTimestamp();
            var batch = database.CreateBatch();
            var counted = batch.HashIncrementAsync(Visits, site.Config.Name);
            var visits = batch.HashGetAllAsync(Visits);
            var orders = batch.SortedSetRangeByRankAsync(Orders, 0, LatestOrders - 1, StackExchange.Redis.Order.Descending);
            var cart = cartId is null ? Task.FromResult<HashEntry[]>([]) : batch.HashGetAllAsync(CartKey(cartId));
            batch.Execute();
            await Task.WhenAll(counted, visits, orders, cart);
            return new ShopState(ReadVisits(await visits), ReadCart(await cart), ReadOrders(await orders), route, time.GetElapsedTime(started));
        }, cancellationToken);

    /// <summary>Makes the change and reads the cart in the same round trip. An order reads first what it sells.</summary>
    public Task<Cart> ChangeAsync(TestdbSite site, string cartId, CartChange change, CancellationToken cancellationToken) =>
        site.CallAsync((database, _) => change.Action == CartAction.Order
            ? PlaceOrderAsync(database, site.Config.Name, cartId)
            : ChangeLineAsync(database, CartKey(cartId), change), cancellationToken);

    private static async Task<Cart> ChangeLineAsync(IDatabase database, string key, CartChange change)
    {
        var product = change.Product!.Id;
        var batch = database.CreateBatch();
        var changed = change.Action switch
        {
            CartAction.Add => batch.HashIncrementAsync(key, product, change.Quantity),
            CartAction.Set => batch.HashSetAsync(key, product, change.Quantity),
            _ => (Task)batch.HashDeleteAsync(key, product),
        };
        var kept = batch.KeyExpireAsync(key, Life);
        var cart = batch.HashGetAllAsync(key);
        batch.Execute();
        await Task.WhenAll(changed, kept, cart);
        return ReadCart(await cart);
    }

    /// <summary>An order sent twice finds an empty cart the second time and changes nothing.</summary>
    private async Task<Cart> PlaceOrderAsync(IDatabase database, string site, string cartId)
    {
        var key = CartKey(cartId);
        var cart = ReadCart(await database.HashGetAllAsync(key));
        if (cart.Quantity == 0)
        {
            return Cart.Empty;
        }
        var at = time.GetUtcNow().ToUnixTimeMilliseconds();
        var number = RandomNumberGenerator.GetHexString(6);
        var batch = database.CreateBatch();
        var placed = batch.SortedSetAddAsync(Orders, string.Create(CultureInfo.InvariantCulture, $"{number}|{site}|{cart.Quantity}|{cart.Total}"), at);
        var kept = batch.KeyExpireAsync(Orders, Life);
        var emptied = batch.KeyDeleteAsync(key);
        batch.Execute();
        await Task.WhenAll(placed, kept, emptied);
        return Cart.Empty;
    }

    private static string CartKey(string cartId) => $"shop:cart:{cartId}";

    private static ImmutableArray<SiteVisits> ReadVisits(HashEntry[] entries) =>
        [.. entries.Select(entry => new SiteVisits(entry.Name.ToString(), (long)entry.Value)).OrderBy(visits => visits.Site, StringComparer.Ordinal)];

    /// <summary>In the catalogue's order. Fields we do not know, or counted below one, are not in the cart.</summary>
    private static Cart ReadCart(HashEntry[] entries)
    {
        if (entries.Length == 0)
        {
            return Cart.Empty;
        }
        var quantities = entries.ToDictionary(entry => entry.Name.ToString(), entry => entry.Value.TryParse(out int count) ? count : 0, StringComparer.Ordinal);
        return new([.. Catalogue.Products
            .Select(product => new CartLine(product, Math.Min(quantities.GetValueOrDefault(product.Id), CartChange.MostOfOne)))
            .Where(line => line.Quantity > 0)]);
    }

    private static ImmutableArray<Order> ReadOrders(RedisValue[] members)
    {
        var orders = ImmutableArray.CreateBuilder<Order>(members.Length);
        foreach (var member in members)
        {
            if (member.ToString().Split('|') is [var number, var site, var quantity, var total]
                && int.TryParse(quantity, CultureInfo.InvariantCulture, out var pieces) && int.TryParse(total, CultureInfo.InvariantCulture, out var dollars))
            {
                orders.Add(new(number, site, pieces, dollars));
            }
        }
        return orders.ToImmutable();
    }
}
