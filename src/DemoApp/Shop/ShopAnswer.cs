using System.Collections.Immutable;
using DemoApp.Testdb;

namespace DemoApp.Shop;

/// <summary>The page as JSON.</summary>
internal sealed record ShopAnswer(string Site, VisitsAnswer Visits, CartAnswer Cart, ImmutableArray<Order> Orders, ServedBy ServedBy, string Route, double TestdbMs)
{
    public static ShopAnswer From(TestdbSite site, ShopState state) => new(
        site.Config.Name,
        new(state.Visits.Sum(visits => visits.Count), [.. state.Visits.Select(visits => new SiteVisitsAnswer(visits.Site, visits.Count))]),
        CartAnswer.From(state.Cart),
        state.LatestOrders,
        new(site.Config.Name, state.Route.Service, state.Route.Endpoint),
        state.Route.Service,
        Math.Round(state.Elapsed.TotalMilliseconds, 2));
}

internal sealed record VisitsAnswer(long Total, ImmutableArray<SiteVisitsAnswer> Sites);

internal sealed record SiteVisitsAnswer(string Cluster, long Visits);

internal sealed record ServedBy(string Cluster, string Service, string Endpoint);

internal sealed record CartAnswer(ImmutableArray<CartLineAnswer> Lines, int Quantity, int Total)
{
    public static CartAnswer From(Cart cart) =>
        new([.. cart.Lines.Select(line => new CartLineAnswer(line.Product.Id, line.Product.Name, line.Quantity, line.Price))], cart.Quantity, cart.Total);
}

internal sealed record CartLineAnswer(string Product, string Name, int Quantity, int Price);

internal sealed record CartRequest(string? Product, int? Quantity);
