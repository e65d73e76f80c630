using DemoApp.Shop;
using Microsoft.AspNetCore.Mvc.RazorPages;
using StackExchange.Redis;

namespace NaiveShop.Pages;

/// <summary>Counts the visit and reads what the page shows, one await after the other.</summary>
internal sealed class IndexModel(IDatabase database, CartStore carts) : PageModel
{
    private const string Counters = "naive:visits";

    public IReadOnlyList<(string Site, long Count)> Visits { get; private set; } = [];

    public IReadOnlyList<(Product Product, int Quantity)> Cart { get; private set; } = [];

    public IReadOnlyList<string[]> Orders { get; private set; } = [];

    public int Total => Cart.Sum(line => line.Product.Price * line.Quantity);

    public async Task OnGetAsync()
    {
        await database.HashIncrementAsync(Counters, "bench");
        Visits = [.. (await database.HashGetAllAsync(Counters)).Select(entry => (entry.Name.ToString(), (long)entry.Value))];
        Orders = [.. (await carts.LatestOrdersAsync()).Select(order => order.ToString().Split('|'))];
        Cart = [.. (await carts.ReadAsync(CartCookie.Read(Request))).Select(line => (Catalogue.Find(line.Key)!, line.Value))];
        Response.Headers.CacheControl = "no-store";
    }
}
