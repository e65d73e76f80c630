using DemoApp.Shop.Carts;
using DemoApp.Shop.Catalog;

namespace DemoApp.Shop.Pages;

/// <summary>The cart beside the products; on a phone it is far below, so its sum and its button stay in reach in a bar.</summary>
internal static class CartPanel
{
    public static ReadOnlySpan<byte> Empty =>
        "\"></form></section><aside class=\"side\"><section class=\"panel\" id=\"cart\" aria-labelledby=\"cart-title\">"u8 +
        "<h2 id=\"cart-title\">Cart</h2>"u8 +
        "<p class=\"soft\">Empty. Add a product and it is written to <code>testdb</code>.</p></section>"u8;

    public static void Panel(HtmlBuffer html, SiteMarkup markup, Cart cart, ReadOnlySpan<byte> requestId)
    {
        if (cart.Quantity == 0)
        {
            html.Markup(Empty);
            return;
        }
        html.Markup("\"></form></section><aside class=\"side\"><section class=\"panel\" id=\"cart\" aria-labelledby=\"cart-title\">"u8)
            .Markup("<h2 id=\"cart-title\">Cart</h2><ul class=\"lines\">"u8);
        foreach (var line in cart.Lines)
        {
            markup.Lines[Catalogue.Products.IndexOf(line.Product)].Write(html, line.Price, line.Quantity, requestId);
        }
        html.Markup("</ul><p class=\"total\"><span>"u8).Number(cart.Quantity).Markup(cart.Quantity == 1 ? " piece"u8 : " pieces"u8)
            .Markup("</span><strong>$"u8).Number(cart.Total).Markup("</strong></p>"u8);
        Order(html, markup, "order"u8, requestId);
        html.Markup("</section>"u8);
    }

    public static void Bar(HtmlBuffer html, SiteMarkup markup, Cart cart, ReadOnlySpan<byte> requestId)
    {
        if (cart.Quantity > 0)
        {
            html.Markup("<div class=\"cart-bar\"><a href=\"#cart\">Cart <strong>"u8).Number(cart.Quantity).Markup("</strong> · $"u8)
                .Number(cart.Total).Markup("</a>"u8);
            Order(html, markup, "order"u8, requestId);
            html.Markup("</div>"u8);
        }
    }

    private static void Order(HtmlBuffer html, SiteMarkup markup, ReadOnlySpan<byte> classes, ReadOnlySpan<byte> requestId) => html
        .Markup(markup.OrderBeforeClass).Markup(classes).Markup(markup.OrderBeforeRequest).Markup(requestId)
        .Markup("\"><button class=\"button\">Place order</button></form>"u8);
}
