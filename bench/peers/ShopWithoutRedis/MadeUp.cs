using System.Collections.Immutable;
using DemoApp.Shop;
using DemoApp.Testdb;

namespace ShopWithoutRedis;

/// <summary>
/// What a page shows after some use: a counter, five orders, and for an attendee who has been here three lines in the cart.
/// </summary>
internal static class MadeUp
{
    private static readonly Cart Filled = new([.. Catalogue.Products.Take(3).Select(product => new CartLine(product, 7))]);
    private static readonly ImmutableArray<Order> Orders = [.. Enumerable.Range(0, 5).Select(n => new Order($"A1B2C{n}", "bench", 3, 116))];

    public static ShopState State(TestdbSite site, string? cart) => new(
        [new SiteVisits(site.Config.Name, 123_456)], cart is null ? Cart.Empty : Filled, Orders, site.Route,
        TimeSpan.FromMilliseconds(0.4));
}
