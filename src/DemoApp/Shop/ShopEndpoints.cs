using DemoApp.Shop.Carts;
using DemoApp.Shop.Pages;
using DemoApp.Shop.Writes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DemoApp.Shop;

/// <summary>The demo page, as HTML and as JSON. Failures of testdb pass through: the outermost middleware answers them.</summary>
internal static class ShopEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddShop(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => ShopOptions.Read(configuration));
        services.AddSingleton<AttendeeWrites>();
        services.AddSingleton<ShopStore>();
        services.AddSingleton<ShopPage>();
        services.AddSingleton<PageEndpoint>();
        services.AddSingleton<CartForm>();
        return services;
    }

    public static IEndpointRouteBuilder MapShop(this IEndpointRouteBuilder app)
    {
        var page = app.ServiceProvider.GetRequiredService<PageEndpoint>();
        app.MapMethods("/", Reads, page.ShowHomeAsync).ExcludeFromDescription();
        app.MapMethods("/sites/{cluster}", Reads, page.ShowAsync).ExcludeFromDescription();
        app.MapPost("/sites/{cluster}/cart", (RequestDelegate)app.ServiceProvider.GetRequiredService<CartForm>().ChangeAsync)
            .DisableAntiforgery().ExcludeFromDescription();
        // Where a browser lands that repeats a failed form by its address bar.
        app.MapGet("/sites/{cluster}/cart", (string cluster) => Results.Redirect(CartForm.PageOf(cluster))).ExcludeFromDescription();

        var api = app.MapGroup("/api/v1/sites/{cluster}").WithTags("Shop");
        api.MapGet("/shop", ShopApi.ReadAsync).WithSummary("The shop page as JSON; counts a visit, as the page does.");
        api.MapPost("/cart", ShopApi.ChangeAsync)
            .WithSummary("Adds a product to the caller's cart (cookie), and answers with the cart.")
            .WithDescription($"Sent again with the same header {RequestId.Header} it changes nothing and answers alike.");
        return app;
    }
}
