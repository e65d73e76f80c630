using System.Collections.Immutable;
using DemoApp.Shop.Orders;

namespace DemoApp.Shop.Pages;

/// <summary>What all pages of one round trip show alike, rendered once for all of them.</summary>
internal sealed class SharedParts
{
    public SharedParts(SiteMarkup markup, SiteAddresses sites, SharedState state)
    {
        Head = SiteMarkup.Bytes(html => html.Markup(markup.HeadBeforeService).Text(state.Route.Service)
            .Markup("</code> · <span title=\"Time testdb took for this page's one round trip\">"u8)
            .Text(PageWords.Milliseconds(state.Elapsed)).Markup("</span></span></p></header>"u8));
        Visits = SiteMarkup.Bytes(html => VisitsOf(html, markup.Site, sites, state.Visits));
        Orders = SiteMarkup.Bytes(html => OrdersOf(html, state.LatestOrders));
    }

    public byte[] Head { get; }

    /// <summary>Up to what is said of the attendee's own writes.</summary>
    public byte[] Visits { get; }

    /// <summary>From there to the end of the main part.</summary>
    public byte[] Orders { get; }

    private static void VisitsOf(HtmlBuffer html, string here, SiteAddresses sites, ImmutableArray<SiteVisits> visits)
    {
        var most = visits.IsEmpty ? 1 : Math.Max(1, visits.Max(site => site.Count));
        html.Markup("<section class=\"panel\" aria-labelledby=\"visits-title\"><h2 id=\"visits-title\">Visits</h2><ul class=\"visits\">"u8);
        foreach (var site in sites.Names.Union(visits.Select(site => site.Site)))
        {
            var count = visits.FirstOrDefault(entry => entry.Site == site).Count;
            html.Markup("<li><a href=\""u8).Text(sites.Of(site)).Markup("\""u8).Markup(site == here ? " aria-current=\"page\""u8 : ""u8)
                .Markup("><code>"u8).Text(site).Markup("</code></a><span>"u8).Number(count, "N0")
                .Markup("</span><svg class=\"bar\" width=\"100%\" height=\"8\" aria-hidden=\"true\">"u8)
                .Markup("<rect class=\"track\" width=\"100%\" height=\"8\" rx=\"4\"/>"u8);
            if (count > 0)
            {
                html.Markup("<rect width=\""u8).Number(Math.Max(2, count * 100 / most)).Markup("%\" height=\"8\" rx=\"4\"/>"u8);
            }
            html.Markup("</svg></li>"u8);
        }
        html.Markup("</ul>"u8);
    }

    private static void OrdersOf(HtmlBuffer html, ImmutableArray<Order> orders)
    {
        html.Markup("</section><section class=\"panel\" id=\"orders\" aria-labelledby=\"orders-title\">"u8)
            .Markup("<h2 id=\"orders-title\">Latest orders</h2>"u8);
        if (orders.IsEmpty)
        {
            html.Markup("<p class=\"soft\">None yet. Yours would be the first.</p></section></aside></main>"u8);
            return;
        }
        html.Markup("<ul class=\"orders\">"u8);
        foreach (var order in orders)
        {
            html.Markup("<li><code>"u8).Text(order.Number).Markup("</code><span class=\"soft\"><code>"u8).Text(order.Site)
                .Markup("</code> · "u8).Text(PageWords.Pieces(order.Quantity))
                .Markup("</span><span>$"u8).Number(order.Total).Markup("</span></li>"u8);
        }
        html.Markup("</ul></section></aside></main>"u8);
    }
}
