using System.Collections.Immutable;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Orders;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;

namespace DemoApp.Shop;

/// <summary>The page as JSON.</summary>
internal sealed record ShopAnswer(
    string Site, VisitsAnswer Visits, CartAnswer Cart, ImmutableArray<Order> Orders, WritesAnswer Writes, ServedBy ServedBy, string Route,
    double TestdbMs)
{
    public static ShopAnswer From(TestdbSite site, ShopState state) => new(
        site.Config.Name,
        VisitsAnswer.From(state.Shared.Visits),
        CartAnswer.From(state.Cart),
        state.Shared.LatestOrders,
        WritesAnswer.From(state.Writes),
        new(state.Shared.Route.Cluster, state.Shared.Route.Service, state.Shared.Route.Endpoint),
        state.Shared.Route.Service,
        Math.Round(state.Shared.Elapsed.TotalMilliseconds, 2));
}

internal sealed record VisitsAnswer(long Total, ImmutableArray<SiteVisitsAnswer> Sites)
{
    public static VisitsAnswer From(ImmutableArray<SiteVisits> visits) =>
        new(visits.Sum(site => site.Count), [.. visits.Select(site => new SiteVisitsAnswer(site.Site, site.Count))]);
}

internal sealed record SiteVisitsAnswer(string Cluster, long Visits);

internal sealed record ServedBy(string Cluster, string Service, string Endpoint);

internal sealed record CartAnswer(ImmutableArray<CartLineAnswer> Lines, int Quantity, int Total)
{
    public static CartAnswer From(Cart cart) => new(
        [.. cart.Lines.Select(line => new CartLineAnswer(line.Product.Id, line.Product.Name, line.Quantity, line.Price))],
        cart.Quantity, cart.Total);
}

internal sealed record CartLineAnswer(string Product, string Name, int Quantity, int Price);

/// <summary>What became of the caller's acknowledged writes in the database that answered; all 0 for a caller without cookies.</summary>
internal sealed record WritesAnswer(
    long Acknowledged, long Here, long NotHere, long Late, long Lost, ImmutableArray<SiteWritesAnswer> Sites)
{
    public static WritesAnswer From(WriteReport report) => new(
        report.Writes, report.Here, report.NotHere, report.Late, report.Lost,
        [.. report.Sites.Select(s => new SiteWritesAnswer(s.MadeAt, s.Writes, s.Here, s.Missing - s.Lost, s.Late, s.Lost, s.Since))]);
}

/// <param name="NotHereSince">Null when none is awaited.</param>
internal sealed record SiteWritesAnswer(
    string Cluster, long Acknowledged, long Here, long NotHere, long Late, long Lost, DateTimeOffset? NotHereSince);

internal sealed record CartRequest(string? Product, int? Quantity);
