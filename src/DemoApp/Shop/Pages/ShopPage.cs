using System.Buffers;
using System.Collections.Frozen;
using System.IO.Pipelines;
using DemoApp.Shop.Carts;
using DemoApp.Testdb;

namespace DemoApp.Shop.Pages;

/// <summary>
/// The page as complete HTML, put together from what is written once for the site, once for a round trip, and for this attendee alone: the
/// request id of its forms, the cart, and what became of their writes.
/// </summary>
internal sealed class ShopPage
{
    private readonly SiteAddresses sites;
    private readonly FrozenDictionary<string, SiteMarkup> markups;

    public ShopPage(TestdbOptions options)
    {
        sites = new(options);
        markups = sites.Names.ToFrozenDictionary(site => site, site => new SiteMarkup(sites, site), StringComparer.Ordinal);
    }

    public ValueTask<FlushResult> WriteAsync(
        HttpResponse response, string site, ShopState state, bool withBody, CancellationToken cancellationToken)
    {
        var markup = markups[site];
        var parts = state.Shared.Rendered(shared => new SharedParts(markup, sites, shared));
        Span<byte> requestId = stackalloc byte[RequestId.Length];
        RequestId.Make(requestId);
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        if (state.Cart.Quantity == 0 && state.Writes.Writes == 0)
        {
            return Send(
                response, parts.Head, markup.Grid, requestId, CartPanel.Empty, parts.Visits, WritesLine.None, parts.Orders, [], markup.Foot,
                withBody, cancellationToken);
        }
        using var own = new HtmlBuffer();
        CartPanel.Panel(own, markup, state.Cart, requestId);
        var cart = own.Length;
        WritesLine.Write(own, state.Writes);
        var writes = own.Length;
        CartPanel.Bar(own, markup, state.Cart, requestId);
        return Send(
            response, parts.Head, markup.Grid, requestId, own.Written[..cart], parts.Visits, own.Written[cart..writes], parts.Orders,
            own.Written[writes..], markup.Foot, withBody, cancellationToken);
    }

    private static ValueTask<FlushResult> Send(
        HttpResponse response, ReadOnlySpan<byte> head, ReadOnlySpan<byte> grid, ReadOnlySpan<byte> requestId, ReadOnlySpan<byte> cart,
        ReadOnlySpan<byte> visits, ReadOnlySpan<byte> writes, ReadOnlySpan<byte> orders, ReadOnlySpan<byte> bar, ReadOnlySpan<byte> foot,
        bool withBody, CancellationToken cancellationToken)
    {
        response.ContentLength = head.Length + grid.Length + requestId.Length + cart.Length + visits.Length + writes.Length + orders.Length
            + bar.Length + foot.Length;
        if (!withBody)
        {
            return default;
        }
        var body = response.BodyWriter;
        body.Write(head);
        body.Write(grid);
        body.Write(requestId);
        body.Write(cart);
        body.Write(visits);
        body.Write(writes);
        body.Write(orders);
        body.Write(bar);
        body.Write(foot);
        return body.FlushAsync(cancellationToken);
    }
}
