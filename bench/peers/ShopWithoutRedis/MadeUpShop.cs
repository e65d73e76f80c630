using System.Collections.Immutable;
using DemoApp.Audience;
using DemoApp.Shop;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Catalog;
using DemoApp.Shop.Orders;
using DemoApp.Shop.Pages;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;

namespace ShopWithoutRedis;

/// <summary>
/// The shop's two endpoints with testdb's answers made up: a counter, five orders, and for an attendee who has been here three lines in
/// the cart and all their writes. Every page is rendered for itself: what several share is a gain of sharing round trips.
/// </summary>
internal sealed class MadeUpShop(TestdbSites sites, AttendeeWrites writes, ShopPage page, TimeProvider time)
{
    private static readonly TimeSpan Elapsed = TimeSpan.FromMilliseconds(0.4);
    private static readonly Cart Filled = new([.. Catalogue.Products.Take(3).Select(product => new CartLine(product, 7))]);
    private static readonly ImmutableArray<Order> Orders = [.. Enumerable.Range(0, 5).Select(
        n => new Order($"A1B2C3D{n}", "bench", 3, 116))];

    public async Task ShowAsync(HttpContext context)
    {
        var site = sites.Home;
        var write = writes.Begin(context, site);
        var shared = new SharedState([new SiteVisits(site.Config.Name, 123_456)], Orders, site.Route, Elapsed);
        if (write is null)
        {
            CartCookie.Give(context);
        }
        else
        {
            write.Attendee.Answered(Outcome.Ok, site.Config.Name, time.GetUtcNow());
            writes.Acknowledge(context, write);
        }
        var report = write is null ? WriteReport.None : writes.Report(write, site.Route, [.. write.Claims.Select(claim => claim.Count)]);
        await page.WriteAsync(
            context.Response, site.Config.Name, new(shared, write is null ? Cart.Empty : Filled, report), true, context.RequestAborted);
    }

    public async Task ChangeAsync(HttpContext context)
    {
        SameOrigin.Demand(context.Request);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        CartChange.Demand(form["action"], form["product"], form["quantity"]);
        RequestId.Demand(form[RequestId.Field]);
        var write = writes.BeginOrGive(context, sites.Home);
        write.Attendee.Answered(Outcome.Ok, sites.Home.Config.Name, time.GetUtcNow());
        writes.Acknowledge(context, write);
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = CartForm.PageOf(sites.Home.Config.Name) + "#cart";
    }
}
