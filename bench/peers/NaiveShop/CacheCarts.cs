using System.Text.Json;
using Microsoft.Extensions.Caching.Distributed;

namespace NaiveShop;

/// <summary>As the tutorials keep them: a JSON document in the distributed cache, read, changed and written back.</summary>
internal sealed class CacheCarts(IDistributedCache cache) : ICarts
{
    private static readonly DistributedCacheEntryOptions Kept = new() { SlidingExpiration = TimeSpan.FromDays(7) };

    public async Task<IReadOnlyDictionary<string, int>> ReadAsync(string id) => await LoadAsync(id);

    public async Task SetAsync(string id, string product, int quantity)
    {
        var cart = await LoadAsync(id);
        cart[product] = quantity;
        await cache.SetStringAsync(Key(id), JsonSerializer.Serialize(cart), Kept);
    }

    public Task EmptyAsync(string id) => cache.RemoveAsync(Key(id));

    private async Task<Dictionary<string, int>> LoadAsync(string id) =>
        await cache.GetStringAsync(Key(id)) is { } json ? JsonSerializer.Deserialize<Dictionary<string, int>>(json)! : [];

    private static string Key(string id) => $"naive:cart:{id}";
}
