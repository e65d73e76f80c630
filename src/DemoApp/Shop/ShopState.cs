using System.Collections.Immutable;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Orders;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;

namespace DemoApp.Shop;

/// <summary>All one page needs from testdb, read in one round trip.</summary>
internal sealed record ShopState(SharedState Shared, Cart Cart, WriteReport Writes);

/// <summary>What all pages of one round trip show alike.</summary>
/// <param name="Route">The way it came, to the end of the request: the route may have been switched meanwhile.</param>
/// <param name="Elapsed">How long testdb took for it, as the application saw it.</param>
internal sealed record SharedState(
    ImmutableArray<SiteVisits> Visits, ImmutableArray<Order> LatestOrders, TestdbRoute Route, TimeSpan Elapsed)
{
    private readonly Lock rendering = new();
    private object? parts;

    /// <summary>Rendered by the first page that needs it, for all of them.</summary>
    public T Rendered<T>(Func<SharedState, T> render)
        where T : class
    {
        if (Volatile.Read(ref parts) is T done)
        {
            return done;
        }
        lock (rendering)
        {
            return (T)(parts ??= render(this));
        }
    }
}

internal readonly record struct SiteVisits(string Site, long Count);
