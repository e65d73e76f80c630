using System.Globalization;
using DemoApp.Shop.Batches;
using DemoApp.Shop.Carts;
using StackExchange.Redis;

namespace DemoApp.Shop.Orders;

/// <summary>
/// One order: reads the cart, then sells what it read. What is sold is decided once, by the first reading or by the field that an
/// earlier sending of the same
/// request left in the cart; so a retry places the same order under the same number, also after the cart was emptied.
/// </summary>
internal sealed class OrderPlacing(string site, AttendeeWrite write, string requestId, ChangeClock clock)
{
    private const int MostOrders = 1000;

    private readonly string number = Order.NumberOf(write.Id, requestId);
    private readonly RedisValue field = CartEntry.FieldOf(requestId, new(CartAction.Order, null, 0));
    private RedisValue[]? decided;

    /// <summary>The cart afterwards; null when there was nothing to sell.</summary>
    public async Task<Cart?> RunAsync(IDatabase database)
    {
        var log = CartLog.Read(await database.HashGetAllAsync(write.CartKey));
        if (log.SoldBy(requestId) is { } before)
        {
            Interlocked.CompareExchange(ref decided, [before], null);
        }
        else if (log.Cart.Quantity > 0)
        {
            Interlocked.CompareExchange(ref decided, [Sale(log.Cart)], null);
        }
        return Volatile.Read(ref decided) is [var sale] ? await SellAsync(database, sale) : null;
    }

    private async Task<Cart> SellAsync(IDatabase database, RedisValue sale)
    {
        var (at, order) = Read(sale);
        var batch = database.CreateBatch();
        var sold = batch.HashSetAsync(write.CartKey, field, sale, When.NotExists);
        var placed = batch.SortedSetAddAsync(ShopKeys.Orders, order.ToMember(), at);
        var trimmed = batch.SortedSetRemoveRangeByRankAsync(ShopKeys.Orders, 0, -MostOrders - 1);
        var kept = batch.KeyExpireAsync(ShopKeys.Orders, ShopKeys.Life);
        var keptCart = batch.KeyExpireAsync(write.CartKey, ShopKeys.Life);
        var marked = OwnCommands.Mark(batch, write);
        var cart = batch.HashGetAllAsync(write.CartKey);
        batch.Execute();
        await Task.WhenAll(sold, placed, trimmed, kept, keptCart, marked, cart);
        var after = CartLog.Read(await cart);
        if (after.SoldBy(requestId) is { } first && first != sale)
        {
            // The same request came twice at once and the other decided: its order stands.
            var (decidedAt, theirs) = Read(first);
            await Task.WhenAll(
                theirs == order ? Task.CompletedTask : database.SortedSetRemoveAsync(ShopKeys.Orders, order.ToMember()),
                database.SortedSetAddAsync(ShopKeys.Orders, theirs.ToMember(), decidedAt));
        }
        return after.Cart;
    }

    private RedisValue Sale(Cart cart)
    {
        FormattableString sale = $"{clock.Next()}|{string.Join(',', cart.Lines.Select(line => $"{line.Product.Id}:{line.Quantity}"))}";
        return FormattableString.Invariant(sale);
    }

    private (long At, Order Order) Read(RedisValue sale)
    {
        var entry = CartEntry.Read(new(field, sale), 0)
            ?? throw new InvalidOperationException($"{field} of {write.CartKey} is no order: {sale}");
        Span<int> quantities = stackalloc int[Catalog.Catalogue.Products.Length];
        CartLines.Apply(entry.Lines.Span, 1, quantities);
        var cart = CartLines.Cart(quantities);
        return (entry.At, new(number, site, cart.Quantity, cart.Total));
    }
}
