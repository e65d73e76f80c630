using StackExchange.Redis;

namespace NaiveShop;

/// <summary>As hashes, by plain commands: where a group retries, it retries these too.</summary>
internal sealed class HashCarts(IDatabaseAsync database) : ICarts
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    public async Task<IReadOnlyDictionary<string, int>> ReadAsync(string id) =>
        (await database.HashGetAllAsync(Key(id))).ToDictionary(line => line.Name.ToString(), line => (int)line.Value);

    public async Task SetAsync(string id, string product, int quantity)
    {
        await database.HashSetAsync(Key(id), product, quantity);
        await database.KeyExpireAsync(Key(id), Kept);
    }

    public Task EmptyAsync(string id) => database.KeyDeleteAsync(Key(id));

    private static string Key(string id) => $"naive:hash:{id}";
}
