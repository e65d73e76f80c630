using DemoApp.Audience;
using DemoApp.Shop.Batches;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;

namespace DemoApp.Shop.Carts;

/// <summary>
/// POST /sites/{cluster}/cart: a form of the page. The fail page keeps its fields, the request id among them, and sends them again.
/// </summary>
internal sealed class CartForm(TestdbSites sites, ShopStore store, AttendeeWrites writes, TimeProvider time)
{
    public static string PageOf(string cluster) => $"/sites/{Uri.EscapeDataString(cluster)}";

    public async Task ChangeAsync(HttpContext context)
    {
        if (context.Request.RouteValues["cluster"] is not string cluster || sites.Find(cluster) is not { } site)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        SameOrigin.Demand(context.Request);
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException(
                "Send the fields action, product and quantity as a form.", StatusCodes.Status415UnsupportedMediaType);
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var change = CartChange.Demand(form["action"], form["product"], form["quantity"]);
        var requestId = RequestId.Demand(form[RequestId.Field]);
        var write = writes.BeginOrGive(context, site);
        bool? wrote;
        try
        {
            wrote = change.Action == CartAction.Order
                ? (await store.OrderAsync(site, write, requestId, context.RequestAborted))?.Wrote
                : await store.ChangeAsync(site, write, change, requestId, context.RequestAborted) is null ? null : true;
        }
        catch (Exception) when (AttendeeWatch.SeesFailure(context, write.Attendee, cluster, time))
        {
            throw;
        }
        write.Attendee.Answered(wrote is null ? Outcome.Other : Outcome.Ok, cluster, time.GetUtcNow());
        if (wrote is null)
        {
            TooMuch.Answer(context.Response);
            return;
        }
        if (wrote is true)
        {
            writes.Acknowledge(context, write);
        }
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = PageOf(cluster) + (change.Action == CartAction.Order ? "#orders" : "#cart");
    }
}
