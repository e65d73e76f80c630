using StackExchange.Redis;

namespace DemoApp.Shop.Batches;

/// <summary>What testdb answered to one request of a batch, unread: reading is left to the request itself.</summary>
/// <param name="Cart">Null where none was asked for.</param>
/// <param name="Marks">Of each claim, how many of its marks were found.</param>
internal sealed record ShopReply(SharedState Shared, HashEntry[]? Cart, long[]? Marks);
