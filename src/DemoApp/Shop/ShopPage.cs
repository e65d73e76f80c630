using System.Collections.Immutable;
using System.Globalization;
using DemoApp.Testdb;

namespace DemoApp.Shop;

/// <summary>
/// The page as complete HTML. What is the same for every visit of a site (head, product grid) is rendered once; a visit writes only the
/// cart, the counters and the orders.
/// </summary>
internal sealed class ShopPage
{
    private readonly ImmutableArray<SiteConfig> sites;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> grids;

    public ShopPage(TestdbOptions options)
    {
        sites = options.Sites;
        grids = sites.ToDictionary(site => site.Name, site => Grid(site.Name), StringComparer.Ordinal);
    }

    public ReadOnlyMemory<byte> Render(TestdbSite site, ShopState state)
    {
        var html = new HtmlBuffer();
        var name = site.Config.Name;
        Head(html, state);
        html.Markup("<main class=\"frame-main shop\" id=\"main\">"u8).Markup(grids[name].Span).Markup("<aside class=\"side\">"u8);
        CartPanel(html, name, state.Cart);
        Visits(html, name, state.Visits);
        Orders(html, state.LatestOrders);
        html.Markup("</aside></main>"u8);
        Bar(html, name, state.Cart);
        Foot(html, name);
        return html.Written;
    }

    private static void Head(HtmlBuffer html, ShopState state)
    {
        html.Markup("""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><title>Quorum Supply</title>
            <link rel="icon" href="/images/quorum.svg" type="image/svg+xml">
            <link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css"><link rel="stylesheet" href="/css/shop.css">
            <script type="module" src="/js/shop.js"></script></head>
            <body data-site="
            """u8).Text(state.Route.Site).Markup("""
            "><a class="skip" href="#main">To the products</a>
            <header class="frame-head"><a class="brand" href="/"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="5" r="4"/><circle cx="4.5" cy="14.5" r="4"/><circle class="ring" cx="15.5" cy="14.5" r="3.2"/></svg>Quorum Supply</a>
            <p class="served"><span class="state" id="state" data-state="Serving">Serving</span> <span class="soft"><span class="dot" aria-hidden="true">· </span><code>
            """u8).Text(state.Route.Site).Markup("</code> via <code>"u8).Text(state.Route.Service).Markup("</code> · <span title=\"Time testdb took for this page's one round trip\">"u8)
            .Text(Milliseconds(state.Elapsed)).Markup("</span></span></p></header>"u8);
    }

    private static ReadOnlyMemory<byte> Grid(string site)
    {
        var html = new HtmlBuffer();
        html.Markup("<section class=\"products\" aria-labelledby=\"products\"><div class=\"intro\"><h1 id=\"products\">Things that keep going</h1><p class=\"soft\">A dozen fittings for people who keep systems running.</p></div>"u8);
        html.Markup("<form method=\"post\" action=\"/sites/"u8).Text(site).Markup("/cart\"><input type=\"hidden\" name=\"action\" value=\"add\"><input type=\"hidden\" name=\"quantity\" value=\"1\"><ul class=\"grid\">"u8);
        foreach (var product in Catalogue.Products)
        {
            html.Markup("<li class=\"card tone-"u8).Number(product.Tone).Markup("\"><svg class=\"drawing\" viewBox=\"0 0 120 90\" aria-hidden=\"true\">"u8).Markup(product.Drawing)
                .Markup("</svg><h2>"u8).Text(product.Name).Markup("</h2><p class=\"blurb\">"u8).Text(product.Blurb)
                .Markup("</p><p class=\"buy\"><span class=\"price\">$"u8).Number(product.Price).Markup("</span><button class=\"button-quiet\" name=\"product\" value=\""u8).Text(product.Id)
                .Markup("\">Add<span class=\"visually-hidden\"> "u8).Text(product.Name).Markup(" to the cart</span></button></p></li>"u8);
        }
        return html.Markup("</ul></form></section>"u8).Written;
    }

    private static void CartPanel(HtmlBuffer html, string site, Cart cart)
    {
        html.Markup("<section class=\"panel\" id=\"cart\" aria-labelledby=\"cart-title\"><h2 id=\"cart-title\">Cart</h2>"u8);
        if (cart.Quantity == 0)
        {
            html.Markup("<p class=\"soft\">Empty. Add a product and it is written to <code>testdb</code>.</p></section>"u8);
            return;
        }
        html.Markup("<ul class=\"lines\">"u8);
        foreach (var line in cart.Lines)
        {
            html.Markup("<li><svg class=\"drawing tone-"u8).Number(line.Product.Tone).Markup("\" viewBox=\"0 0 120 90\" aria-hidden=\"true\">"u8).Markup(line.Product.Drawing)
                .Markup("</svg><span class=\"line-name\">"u8).Text(line.Product.Name).Markup("</span><span class=\"line-price\">$"u8).Number(line.Price).Markup("</span><div class=\"line-tools\">"u8);
            LineForm(html, site, line, "set"u8);
            LineForm(html, site, line, "remove"u8);
            html.Markup("</div></li>"u8);
        }
        html.Markup("</ul><p class=\"total\"><span>"u8).Text(Pieces(cart.Quantity)).Markup("</span><strong>$"u8).Number(cart.Total).Markup("</strong></p>"u8);
        OrderForm(html, site, "order"u8);
        html.Markup("</section>"u8);
    }

    private static void LineForm(HtmlBuffer html, string site, CartLine line, ReadOnlySpan<byte> action)
    {
        html.Markup("<form method=\"post\" action=\"/sites/"u8).Text(site).Markup("/cart\"><input type=\"hidden\" name=\"action\" value=\""u8).Markup(action)
            .Markup("\"><input type=\"hidden\" name=\"product\" value=\""u8).Text(line.Product.Id).Markup("\">"u8);
        if (action.SequenceEqual("set"u8))
        {
            html.Markup("<input class=\"quantity\" type=\"number\" name=\"quantity\" min=\"0\" max=\"99\" inputmode=\"numeric\" autocomplete=\"off\" value=\""u8).Number(line.Quantity)
                .Markup("\" aria-label=\"Quantity of "u8).Text(line.Product.Name).Markup("\"><button class=\"button-quiet\">Update</button></form>"u8);
        }
        else
        {
            html.Markup("<button class=\"button-quiet plain\">Remove<span class=\"visually-hidden\"> "u8).Text(line.Product.Name).Markup("</span></button></form>"u8);
        }
    }

    private static void OrderForm(HtmlBuffer html, string site, ReadOnlySpan<byte> classes) =>
        html.Markup("<form class=\""u8).Markup(classes).Markup("\" method=\"post\" action=\"/sites/"u8).Text(site)
            .Markup("/cart\"><input type=\"hidden\" name=\"action\" value=\"order\"><button class=\"button\">Place order</button></form>"u8);

    private void Visits(HtmlBuffer html, string here, ImmutableArray<SiteVisits> visits)
    {
        var most = Math.Max(1, visits.Max(site => site.Count));
        html.Markup("<section class=\"panel\" aria-labelledby=\"visits-title\"><h2 id=\"visits-title\">Visits</h2><ul class=\"visits\">"u8);
        foreach (var site in sites.Select(site => site.Name).Union(visits.Select(site => site.Site)))
        {
            var count = visits.FirstOrDefault(entry => entry.Site == site).Count;
            html.Markup("<li><a href=\""u8).Text(Address(site)).Markup("\""u8).Markup(site == here ? " aria-current=\"page\""u8 : ""u8).Markup("><code>"u8).Text(site)
                .Markup("</code></a><span>"u8).Text(count.ToString("N0", CultureInfo.InvariantCulture)).Markup("</span><svg class=\"bar\" width=\"100%\" height=\"8\" aria-hidden=\"true\"><rect class=\"track\" width=\"100%\" height=\"8\" rx=\"4\"/>"u8);
            if (count > 0)
            {
                html.Markup("<rect width=\""u8).Number(Math.Max(2, count * 100 / most)).Markup("%\" height=\"8\" rx=\"4\"/>"u8);
            }
            html.Markup("</svg></li>"u8);
        }
        html.Markup("</ul><p class=\"soft small\">Every refresh is one write to <code>testdb</code>.</p></section>"u8);
    }

    private static void Orders(HtmlBuffer html, ImmutableArray<Order> orders)
    {
        html.Markup("<section class=\"panel\" id=\"orders\" aria-labelledby=\"orders-title\"><h2 id=\"orders-title\">Latest orders</h2>"u8);
        if (orders.IsEmpty)
        {
            html.Markup("<p class=\"soft\">None yet. Yours would be the first.</p></section>"u8);
            return;
        }
        html.Markup("<ul class=\"orders\">"u8);
        foreach (var order in orders)
        {
            html.Markup("<li><code>"u8).Text(order.Number).Markup("</code><span class=\"soft\"><code>"u8).Text(order.Site).Markup("</code> · "u8).Text(Pieces(order.Quantity))
                .Markup("</span><span>$"u8).Number(order.Total).Markup("</span></li>"u8);
        }
        html.Markup("</ul></section>"u8);
    }

    /// <summary>On a phone the cart is far below: its sum and its button stay in reach.</summary>
    private static void Bar(HtmlBuffer html, string site, Cart cart)
    {
        if (cart.Quantity > 0)
        {
            html.Markup("<div class=\"cart-bar\"><a href=\"#cart\">Cart <strong>"u8).Number(cart.Quantity).Markup("</strong> · $"u8).Number(cart.Total).Markup("</a>"u8);
            OrderForm(html, site, "order"u8);
            html.Markup("</div>"u8);
        }
    }

    private void Foot(HtmlBuffer html, string here)
    {
        html.Markup("<footer class=\"frame-foot\"><span>A demo: nothing is sold or sent.</span>"u8);
        foreach (var site in sites.Where(site => site.Name != here))
        {
            html.Markup("<a href=\""u8).Text(Address(site.Name)).Markup("\">The shop of "u8).Text(site.Name).Markup("</a>"u8);
        }
        html.Markup("<a href=\"/admin\">Clusters</a></footer></body></html>\n"u8);
    }

    private string Address(string site) => sites.FirstOrDefault(config => config.Name == site)?.ShopUrl ?? $"/sites/{site}";

    private static string Pieces(int count) => count == 1 ? "1 piece" : string.Create(CultureInfo.InvariantCulture, $"{count} pieces");

    private static string Milliseconds(TimeSpan elapsed) => elapsed.TotalMilliseconds < 10
        ? elapsed.TotalMilliseconds.ToString("0.0", CultureInfo.InvariantCulture) + " ms"
        : elapsed.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture) + " ms";
}
