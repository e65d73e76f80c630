using DemoApp.Audience;
using DemoApp.Failures;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;

namespace DemoApp.Shop.Pages;

/// <summary>GET /, GET /sites/{cluster}: the page.</summary>
internal sealed class PageEndpoint(TestdbSites sites, ShopStore store, AttendeeWrites writes, ShopPage page, TimeProvider time)
{
    public Task ShowHomeAsync(HttpContext context) => ShowAsync(context, sites.Home);

    public Task ShowAsync(HttpContext context)
    {
        if (context.Request.RouteValues["cluster"] is string cluster && sites.Find(cluster) is { } site)
        {
            return ShowAsync(context, site);
        }
        // Without a body: the page for it is the outermost middleware's.
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private async Task ShowAsync(HttpContext context, TestdbSite site)
    {
        var write = writes.Begin(context, site);
        if (write is null)
        {
            CartCookie.Give(context);
        }
        if (site.Failing is { } failing)
        {
            AttendeeWatch.SeesFailure(context, write?.Attendee, site.Config.Name, time);
            HandedOver.Give(context, failing);
            return;
        }
        ShopState? state;
        try
        {
            state = await store.VisitAsync(site, write, context.RequestAborted);
        }
        catch (Exception) when (AttendeeWatch.SeesFailure(context, write?.Attendee, site.Config.Name, time))
        {
            throw;
        }
        write?.Attendee.Answered(state is null ? Outcome.Other : Outcome.Ok, site.Config.Name, time.GetUtcNow());
        if (state is null)
        {
            TooMuch.Answer(context.Response);
            return;
        }
        if (write is not null)
        {
            writes.Acknowledge(context, write);
        }
        var withBody = !HttpMethods.IsHead(context.Request.Method);
        await page.WriteAsync(context.Response, site.Config.Name, state, withBody, context.RequestAborted);
    }
}
