using DemoApp.Audience;
using DemoApp.Shop.Writes;
using StackExchange.Redis;

namespace DemoApp.Shop.Batches;

/// <summary>
/// One request that waits for its answer from testdb: what it asks for of its own. Everything here is decided once, so that a batch
/// which runs again asks for
/// exactly the same.
/// </summary>
internal sealed class ShopRequest(long came, CancellationToken left)
    : TaskCompletionSource<ShopReply>
{
    /// <summary>Timestamp: its deadline counts from here, whenever its batch starts.</summary>
    public long Came { get; } = came;

    /// <summary>Cancelled when the client is gone.</summary>
    public CancellationToken Left { get; } = left;

    /// <summary>A page or its JSON: counts a visit, and needs what all pages show.</summary>
    public bool IsVisit { get; init; }

    /// <summary>Null for who comes without a cookie: nothing of their own is read or written.</summary>
    public AttendeeWrite? Own { get; init; }

    /// <summary>A change of the cart, with its place in time; null when it is only read.</summary>
    public HashEntry? Change { get; init; }
}

/// <summary>An attendee's write: who, its number at this site, and what is claimed so far.</summary>
/// <param name="Claims">In the order of the sites, this write among them.</param>
/// <param name="Here">Place of this site in the claims.</param>
/// <param name="Keep">The marks are to live on from now.</param>
internal sealed record AttendeeWrite(string Id, Attendee Attendee, Claim[] Claims, int Here, bool Keep)
{
    public RedisKey CartKey { get; } = ShopKeys.Cart(Id);

    /// <summary>Of the marks of this site.</summary>
    public RedisKey MarksKey { get; } = ShopKeys.Writes(Id, Claims[Here].Site);

    public long Number => Claims[Here].Last;
}
