using System.Globalization;
using System.Security.Cryptography;
using StackExchange.Redis;

namespace NaiveShop;

/// <summary>What the shop asks of Redis, one await after the other.</summary>
internal sealed class Shop(IDatabaseAsync database, ICarts carts)
{
    private const string Visits = "naive:visits";
    private const string Orders = "naive:orders";

    public async Task<HashEntry[]> VisitAsync()
    {
        await database.HashIncrementAsync(Visits, "bench");
        return await database.HashGetAllAsync(Visits);
    }

    public Task<RedisValue[]> LatestOrdersAsync() => database.SortedSetRangeByRankAsync(Orders, 0, 4, StackExchange.Redis.Order.Descending);

    public async Task<IReadOnlyDictionary<string, int>> CartAsync(string? id) =>
        id is null ? new Dictionary<string, int>() : await carts.ReadAsync(id);

    public async Task ChangeAsync(string id, string action, string product, int quantity)
    {
        if (action == "order")
        {
            await PlaceAsync(await carts.ReadAsync(id));
            await carts.EmptyAsync(id);
            return;
        }
        await carts.SetAsync(id, product, quantity);
    }

    private async Task PlaceAsync(IReadOnlyDictionary<string, int> cart)
    {
        var total = cart.Sum(line => Catalogue.Find(line.Key)!.Price * line.Value);
        var order = string.Create(
            CultureInfo.InvariantCulture, $"{RandomNumberGenerator.GetHexString(6)}|bench|{cart.Values.Sum()}|{total}");
        await database.SortedSetAddAsync(Orders, order, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
