using System.Globalization;
using DemoApp.Audience;
using DemoApp.Shop.Carts;
using DemoApp.Shop.Writes;
using DemoApp.Testdb;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DemoApp.Shop;

/// <summary>The shop for programs.</summary>
internal static class ShopApi
{
    public static async Task<Results<Ok<ShopAnswer>, NotFound, StatusCodeHttpResult>> ReadAsync(
        string cluster, HttpContext context, TestdbSites sites, ShopStore store, AttendeeWrites writes, TimeProvider time)
    {
        if (sites.Find(cluster) is not { } site)
        {
            return TypedResults.NotFound();
        }
        var write = writes.Begin(context, site);
        ShopState? state;
        try
        {
            state = await store.VisitAsync(site, write, context.RequestAborted);
        }
        catch (Exception) when (AttendeeWatch.SeesFailure(context, write?.Attendee, cluster, time))
        {
            throw;
        }
        write?.Attendee.Answered(state is null ? Outcome.Other : Outcome.Ok, cluster, time.GetUtcNow());
        if (state is null)
        {
            return Busy(context);
        }
        if (write is not null)
        {
            writes.Acknowledge(context, write);
        }
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ShopAnswer.From(site, state));
    }

    public static async Task<Results<Ok<CartAnswer>, NotFound, StatusCodeHttpResult>> ChangeAsync(
        string cluster, CartRequest body, HttpContext context, TestdbSites sites, ShopStore store, AttendeeWrites writes, TimeProvider time)
    {
        if (sites.Find(cluster) is not { } site)
        {
            return TypedResults.NotFound();
        }
        SameOrigin.Demand(context.Request);
        var change = CartChange.Demand("add", body.Product, body.Quantity?.ToString(CultureInfo.InvariantCulture));
        var requestId = RequestId.Demand(context.Request.Headers[RequestId.Header]);
        var write = writes.BeginOrGive(context, site);
        Cart? cart;
        try
        {
            cart = await store.ChangeAsync(site, write, change, requestId, context.RequestAborted);
        }
        catch (Exception) when (AttendeeWatch.SeesFailure(context, write.Attendee, cluster, time))
        {
            throw;
        }
        write.Attendee.Answered(cart is null ? Outcome.Other : Outcome.Ok, cluster, time.GetUtcNow());
        if (cart is null)
        {
            return Busy(context);
        }
        writes.Acknowledge(context, write);
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(CartAnswer.From(cart));
    }

    private static StatusCodeHttpResult Busy(HttpContext context)
    {
        TooMuch.Answer(context.Response);
        return TypedResults.StatusCode(StatusCodes.Status429TooManyRequests);
    }
}
