using DemoApp.Shop.Catalog;

namespace DemoApp.Shop.Pages;

/// <summary>A line of the cart but for its figures: the drawing, the name and two forms.</summary>
internal sealed class CartLineMarkup(string site, Product product)
{
    private readonly byte[] beforePrice = SiteMarkup.Bytes(html => html
        .Markup("<li><svg class=\"drawing tone-"u8).Number(product.Tone).Markup("\" viewBox=\"0 0 120 90\" aria-hidden=\"true\">"u8)
        .Markup(product.Drawing).Markup("</svg><span class=\"line-name\">"u8).Text(product.Name)
        .Markup("</span><span class=\"line-price\">$"u8));

    private readonly byte[] beforeSet = SiteMarkup.Bytes(html =>
        SiteMarkup.FormHead(html.Markup("</span><div class=\"line-tools\"><form method=\"post\""u8), site, "set"u8));

    private readonly byte[] beforeQuantity = SiteMarkup.Bytes(html => html
        .Markup("\"><input type=\"hidden\" name=\"product\" value=\""u8).Text(product.Id)
        .Markup("\"><input class=\"quantity\" type=\"number\" name=\"quantity\" min=\"0\" max=\"99\" inputmode=\"numeric\""u8)
        .Markup(" autocomplete=\"off\" aria-label=\"Quantity of "u8).Text(product.Name).Markup("\" value=\""u8));

    private readonly byte[] beforeRemove = SiteMarkup.Bytes(html => SiteMarkup.FormHead(
        html.Markup("\"><button class=\"button-quiet\">Update</button></form><form method=\"post\""u8), site, "remove"u8));

    private readonly byte[] end = SiteMarkup.Bytes(html => html
        .Markup("\"><input type=\"hidden\" name=\"product\" value=\""u8).Text(product.Id)
        .Markup("\"><button class=\"button-quiet plain\">Remove<span class=\"visually-hidden\"> "u8).Text(product.Name)
        .Markup("</span></button></form></div></li>"u8));

    public void Write(HtmlBuffer html, int price, int quantity, ReadOnlySpan<byte> requestId) => html
        .Markup(beforePrice).Number(price)
        .Markup(beforeSet).Markup(requestId).Markup(beforeQuantity).Number(quantity)
        .Markup(beforeRemove).Markup(requestId).Markup(end);
}
