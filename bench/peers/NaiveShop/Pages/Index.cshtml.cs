using Microsoft.AspNetCore.Mvc.RazorPages;

namespace NaiveShop.Pages;

/// <summary>Counts the visit and shows what Redis has.</summary>
internal sealed class IndexModel(Shop shop) : PageModel
{
    public IReadOnlyList<(string Site, long Count)> Visits { get; private set; } = [];

    public IReadOnlyList<(Product Product, int Quantity)> Cart { get; private set; } = [];

    public IReadOnlyList<string[]> Orders { get; private set; } = [];

    public int Total => Cart.Sum(line => line.Product.Price * line.Quantity);

    public async Task OnGetAsync()
    {
        Visits = [.. (await shop.VisitAsync()).Select(entry => (entry.Name.ToString(), (long)entry.Value))];
        Orders = [.. (await shop.LatestOrdersAsync()).Select(order => order.ToString().Split('|'))];
        Cart = [.. (await shop.CartAsync(CartCookie.Read(Request))).Select(line => (Catalogue.Find(line.Key)!, line.Value))];
        Response.Headers.CacheControl = "no-store";
    }
}
