namespace DemoApp.Shop;

internal static class ShopDoor
{
    public static IServiceCollection AddShop(this IServiceCollection services) => services;

    public static IEndpointRouteBuilder MapShop(this IEndpointRouteBuilder app) => app;
}
