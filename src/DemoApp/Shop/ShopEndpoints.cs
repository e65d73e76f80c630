using System.Globalization;
using DemoApp.Testdb;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DemoApp.Shop;

/// <summary>The demo page, as HTML and as JSON. Failures of testdb pass through: the outermost middleware answers them.</summary>
internal static class ShopEndpoints
{
    public static IServiceCollection AddShop(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<ShopStore>();
        services.AddSingleton<ShopPage>();
        return services;
    }

    public static IEndpointRouteBuilder MapShop(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", (HttpContext context, TestdbSites sites, ShopStore store, ShopPage page) =>
            ShowAsync(context, sites.Home, store, page)).ExcludeFromDescription();
        app.MapGet("/sites/{cluster}", (string cluster, HttpContext context, TestdbSites sites, ShopStore store, ShopPage page) =>
            sites.Find(cluster) is { } site ? ShowAsync(context, site, store, page) : NotFoundAsync(context)).ExcludeFromDescription();
        app.MapPost("/sites/{cluster}/cart", ChangeByFormAsync).DisableAntiforgery().ExcludeFromDescription();
        // Where a browser lands that repeats a failed form by its address bar.
        app.MapGet("/sites/{cluster}/cart", (string cluster) => Results.Redirect(PageOf(cluster))).ExcludeFromDescription();

        var api = app.MapGroup("/api/v1/sites/{cluster}").WithTags("Shop");
        api.MapGet("/shop", ReadAsync).WithSummary("The shop page as JSON; counts a visit, as the page does.");
        api.MapPost("/cart", ChangeAsync).WithSummary("Adds a product to the caller's cart (cookie), and answers with the cart.");
        return app;
    }

    private static async Task ShowAsync(HttpContext context, TestdbSite site, ShopStore store, ShopPage page)
    {
        var state = await store.VisitAsync(site, CartCookie.Read(context.Request), context.RequestAborted);
        var html = page.Render(site, state);
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = html.Length;
        await context.Response.BodyWriter.WriteAsync(html, context.RequestAborted);
    }

    private static async Task<IResult> ChangeByFormAsync(string cluster, HttpContext context, TestdbSites sites, ShopStore store)
    {
        if (sites.Find(cluster) is not { } site)
        {
            return new BareNotFound();
        }
        SameOrigin.Demand(context.Request);
        if (!context.Request.HasFormContentType)
        {
            throw new BadHttpRequestException("Send the fields action, product and quantity as a form.", StatusCodes.Status415UnsupportedMediaType);
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var change = Checked(CartChange.Read(form["action"], form["product"], form["quantity"]));
        await store.ChangeAsync(site, CartCookie.ReadOrGive(context), change, context.RequestAborted);
        context.Response.Headers.Location = PageOf(cluster) + (change.Action == CartAction.Order ? "#orders" : "#cart");
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<Results<Ok<ShopAnswer>, NotFound>> ReadAsync(string cluster, HttpContext context, TestdbSites sites, ShopStore store)
    {
        if (sites.Find(cluster) is not { } site)
        {
            return TypedResults.NotFound();
        }
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(ShopAnswer.From(site, await store.VisitAsync(site, CartCookie.Read(context.Request), context.RequestAborted)));
    }

    private static async Task<Results<Ok<CartAnswer>, NotFound>> ChangeAsync(
        string cluster, CartRequest body, HttpContext context, TestdbSites sites, ShopStore store)
    {
        if (sites.Find(cluster) is not { } site)
        {
            return TypedResults.NotFound();
        }
        SameOrigin.Demand(context.Request);
        var change = Checked(CartChange.Read("add", body.Product, body.Quantity?.ToString(CultureInfo.InvariantCulture)));
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(CartAnswer.From(await store.ChangeAsync(site, CartCookie.ReadOrGive(context), change, context.RequestAborted)));
    }

    private static CartChange Checked((CartChange? Change, string? Mistake) read) =>
        read.Change ?? throw new BadHttpRequestException(read.Mistake!, StatusCodes.Status422UnprocessableEntity);

    private static string PageOf(string cluster) => $"/sites/{Uri.EscapeDataString(cluster)}";

    private static Task NotFoundAsync(HttpContext context)
    {
        // Without a body: the page for it is the outermost middleware's.
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private sealed class BareNotFound : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => NotFoundAsync(httpContext);
    }
}
