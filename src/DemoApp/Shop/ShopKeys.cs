using StackExchange.Redis;

namespace DemoApp.Shop;

/// <summary>
/// The shop's keys. Only what can be written twice, late, and at two sites at once, and is the same as written once:
/// <code>
/// shop:visits:by-writer    sorted set: {site}|{process}, score its count, written with GT
/// shop:orders              sorted set: order, score its time in ms
/// shop:cart:{id}           hash: one field a change
/// shop:writes:{id}:{site}  sorted set: number of the write, as member and score
/// </code>
/// </summary>
internal static class ShopKeys
{
    public const string Visits = "shop:visits:by-writer";
    public const string Orders = "shop:orders";

    /// <summary>Of carts, orders and marks, from the last time somebody used them.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(7);

    public static RedisKey Cart(string id) => "shop:cart:" + id;

    public static RedisKey Writes(string id, string site) => string.Concat("shop:writes:", id, ":", site);
}
