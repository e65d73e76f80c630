using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using DemoApp.Shop;
using Microsoft.Extensions.Caching.Distributed;
using StackExchange.Redis;

namespace NaiveShop;

/// <summary>Carts as the tutorials keep them: a JSON document in the distributed cache, read, changed and written back.</summary>
internal sealed class CartStore(IDistributedCache cache, IDatabase database)
{
    private const string Orders = "naive:orders";
    private static readonly DistributedCacheEntryOptions Kept = new() { SlidingExpiration = TimeSpan.FromDays(7) };

    public async Task<Dictionary<string, int>> ReadAsync(string? id)
    {
        var json = id is null ? null : await cache.GetStringAsync(Key(id));
        return json is null ? [] : JsonSerializer.Deserialize<Dictionary<string, int>>(json)!;
    }

    public async Task<RedisValue[]> LatestOrdersAsync() => await database.SortedSetRangeByRankAsync(Orders, 0, 4, Order.Descending);

    public async Task ChangeAsync(string id, string action, string product, int quantity)
    {
        var cart = await ReadAsync(id);
        if (action == "order")
        {
            await PlaceAsync(cart);
            await cache.RemoveAsync(Key(id));
            return;
        }
        cart[product] = action == "set" ? quantity : cart.GetValueOrDefault(product) + quantity;
        if (action == "remove" || cart[product] <= 0)
        {
            cart.Remove(product);
        }
        await cache.SetStringAsync(Key(id), JsonSerializer.Serialize(cart), Kept);
    }

    private async Task PlaceAsync(Dictionary<string, int> cart)
    {
        var total = cart.Sum(line => Catalogue.Find(line.Key)!.Price * line.Value);
        var order = string.Create(CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetHexString(6)}|bench|{cart.Values.Sum()}|{total}");
        await database.SortedSetAddAsync(Orders, order, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }

    private static string Key(string id) => $"naive:cart:{id}";
}
