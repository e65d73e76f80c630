using DemoApp.Bench.Peers;

namespace DemoApp.Bench.Pages;

/// <summary>One attendee with a cart, to bring a fresh shop to what it shows after some use.</summary>
internal static class Visitor
{
    private const int Orders = 5;
    private static readonly string[] Products = ["mug", "lamp", "clock"];

    /// <summary>Places five orders and fills a cart.</summary>
    /// <returns>The size of the page then, in bytes.</returns>
    public static async Task<int> SettleAsync(Uri shop, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = shop };
        http.DefaultRequestHeaders.Add("Cookie", "cart=" + new string('f', 32));
        for (var order = 0; order < Orders; order++)
        {
            await SendAsync(http, "set", Products[0], ct);
            await SendAsync(http, "order", "", ct);
        }
        foreach (var product in Products)
        {
            await SendAsync(http, "set", product, ct);
        }
        return (await http.GetByteArrayAsync("/", ct)).Length;
    }

    private static async Task SendAsync(HttpClient http, string action, string product, CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["action"] = action, ["product"] = product, ["quantity"] = "7" });
        using var answer = await http.PostAsync($"/sites/{Shops.Site}/cart", form, ct);
        if ((int)answer.StatusCode is not (302 or 303))
        {
            throw new HttpRequestException($"{http.BaseAddress} answered {(int)answer.StatusCode} to {action}");
        }
    }
}
