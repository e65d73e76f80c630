using System.Collections.Immutable;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Catalog;

namespace DemoApp.Shop.Pages;

/// <summary>What is the same on every page of a site, written once at the start.</summary>
internal sealed class SiteMarkup
{
    public SiteMarkup(SiteAddresses sites, string site)
    {
        Site = site;
        HeadBeforeService = Bytes(html => Head(html, site));
        Grid = Bytes(html => Products(html, site));
        Lines = [.. Catalogue.Products.Select(product => new CartLineMarkup(site, product))];
        OrderBeforeClass = "<form class=\""u8.ToArray();
        OrderBeforeRequest = Bytes(html => FormHead(html.Markup("\" method=\"post\""u8), site, "order"u8));
        Foot = Bytes(html => Footer(html, sites, site));
    }

    public string Site { get; }

    /// <summary>Up to the name of the service.</summary>
    public byte[] HeadBeforeService { get; }

    /// <summary>Up to the request id of its form.</summary>
    public byte[] Grid { get; }

    /// <summary>In the order of the catalogue.</summary>
    public ImmutableArray<CartLineMarkup> Lines { get; }

    public byte[] OrderBeforeClass { get; }

    public byte[] OrderBeforeRequest { get; }

    public byte[] Foot { get; }

    public static byte[] Bytes(Action<HtmlBuffer> write)
    {
        using var html = new HtmlBuffer(16 * 1024);
        write(html);
        return html.Written.ToArray();
    }

    /// <summary>The rest of a form's tag, its action, and the id's field up to its value.</summary>
    public static HtmlBuffer FormHead(HtmlBuffer html, string site, ReadOnlySpan<byte> action) =>
        html.Markup(" action=\"/sites/"u8).Text(site).Markup("/cart\"><input type=\"hidden\" name=\"action\" value=\""u8).Markup(action)
            .Markup("\"><input type=\"hidden\" name=\""u8).Markup(RequestId.Field).Markup("\" value=\""u8);

    private static void Head(HtmlBuffer html, string site) => html.Markup("""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark"><title>Quorum Supply</title>
        <link rel="icon" href="/images/quorum.svg" type="image/svg+xml">
        <link rel="stylesheet" href="/css/tokens.css"><link rel="stylesheet" href="/css/base.css">
        <link rel="stylesheet" href="/css/shop.css">
        <script type="module" src="/js/shop.js"></script></head>
        <body data-site="
        """u8).Text(site).Markup("""
        "><a class="skip" href="#main">To the products</a>
        <header class="frame-head"><a class="brand" href="/"><svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="5" r="4"/>
        <circle cx="4.5" cy="14.5" r="4"/><circle class="ring" cx="15.5" cy="14.5" r="3.2"/></svg>Quorum Supply</a>
        <p class="served"><span class="state" id="state" data-state="Serving">Serving</span>
        <span class="soft"><span class="dot" aria-hidden="true">· </span><code>
        """u8).Text(site).Markup("</code> via <code>"u8);

    private static void Products(HtmlBuffer html, string site)
    {
        html.Markup("""
            <main class="frame-main shop" id="main"><section class="products" aria-labelledby="products"><div class="intro">
            <h1 id="products">Things that keep going</h1><p class="soft">A dozen fittings for people who keep systems running.</p></div>
            <form id="add" method="post" action="/sites/
            """u8).Text(site).Markup("/cart\"><ul class=\"grid\">"u8);
        foreach (var product in Catalogue.Products)
        {
            html.Markup("<li class=\"card tone-"u8).Number(product.Tone)
                .Markup("\"><svg class=\"drawing\" viewBox=\"0 0 120 90\" aria-hidden=\"true\">"u8).Markup(product.Drawing)
                .Markup("</svg><h2>"u8).Text(product.Name).Markup("</h2><p class=\"blurb\">"u8).Text(product.Blurb)
                .Markup("</p><p class=\"buy\"><span class=\"price\">$"u8).Number(product.Price)
                .Markup("</span><button class=\"button-quiet\" name=\"product\" value=\""u8).Text(product.Id)
                .Markup("\">Add<span class=\"visually-hidden\"> "u8).Text(product.Name).Markup(" to the cart</span></button></p></li>"u8);
        }
        html.Markup("</ul><input type=\"hidden\" name=\"action\" value=\"add\"><input type=\"hidden\" name=\"quantity\" value=\"1\">"u8)
            .Markup("<input type=\"hidden\" name=\""u8).Markup(RequestId.Field).Markup("\" value=\""u8);
    }

    private static void Footer(HtmlBuffer html, SiteAddresses sites, string here)
    {
        html.Markup("<footer class=\"frame-foot\"><span>A demo: nothing is sold or sent.</span>"u8);
        foreach (var site in sites.Names)
        {
            if (site != here)
            {
                html.Markup("<a href=\""u8).Text(sites.Of(site)).Markup("\">The shop of "u8).Text(site).Markup("</a>"u8);
            }
        }
        html.Markup("<a href=\"/admin\">Clusters</a></footer></body></html>\n"u8);
    }
}
