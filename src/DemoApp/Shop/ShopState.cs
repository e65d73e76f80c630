using System.Collections.Immutable;
using DemoApp.Testdb;

namespace DemoApp.Shop;

/// <summary>All the page needs from testdb, read in one round trip.</summary>
/// <param name="Route">The way it came, to the end of the request: the route may have been switched meanwhile.</param>
/// <param name="Elapsed">How long testdb took for it, as the application saw it.</param>
internal sealed record ShopState(ImmutableArray<SiteVisits> Visits, Cart Cart, ImmutableArray<Order> LatestOrders, TestdbRoute Route, TimeSpan Elapsed);

internal readonly record struct SiteVisits(string Site, long Count);

internal sealed record Cart(ImmutableArray<CartLine> Lines)
{
    public static Cart Empty { get; } = new([]);

    public int Quantity => Lines.Sum(line => line.Quantity);

    public int Total => Lines.Sum(line => line.Price);
}

internal readonly record struct CartLine(Product Product, int Quantity)
{
    public int Price => Product.Price * Quantity;
}

/// <param name="Number">Short, for people; unique by chance, so that two sites need not ask each other.</param>
internal sealed record Order(string Number, string Site, int Quantity, int Total);
