using DemoApp.Shop.Writes;
using StackExchange.Redis;

namespace DemoApp.Shop.Batches;

/// <summary>
/// One member's own commands, behind each other in one pipeline: a mark that is found tells that the change before it was made.
/// </summary>
internal sealed class OwnCommands
{
    private readonly Task? changed;
    private readonly Task? kept;
    private readonly Task<HashEntry[]> cart;
    private readonly Task marked;
    private readonly Task<long>?[] marks;

    public OwnCommands(IBatch batch, HashEntry? change, AttendeeWrite write)
    {
        if (change is { } wish)
        {
            changed = batch.HashSetAsync(write.CartKey, wish.Name, wish.Value, When.NotExists);
            kept = batch.KeyExpireAsync(write.CartKey, ShopKeys.Life);
        }
        marked = Mark(batch, write);
        marks = new Task<long>?[write.Claims.Length];
        for (var i = 0; i < marks.Length; i++)
        {
            var claim = write.Claims[i];
            var key = i == write.Here ? write.MarksKey : ShopKeys.Writes(write.Id, claim.Site);
            marks[i] = claim.Last == 0 ? null : batch.SortedSetLengthAsync(key, claim.First, claim.Last);
        }
        cart = batch.HashGetAllAsync(write.CartKey);
    }

    /// <summary>The one that is answered last.</summary>
    public Task Last => cart;

    /// <summary>The number of this write, findable; and what makes the marks last, and not grow without bound.</summary>
    public static Task Mark(IDatabaseAsync database, AttendeeWrite write)
    {
        var claim = write.Claims[write.Here];
        var key = write.MarksKey;
        var marked = database.SortedSetAddAsync(key, claim.Last, claim.Last);
        if (!write.Keep && claim.Last % (Claim.Window / 2) != 0)
        {
            return marked;
        }
        var kept = database.KeyExpireAsync(key, ShopKeys.Life);
        var trimmed = database.SortedSetRemoveRangeByScoreAsync(key, double.NegativeInfinity, claim.Last - (2 * Claim.Window));
        return Task.WhenAll(marked, kept, trimmed);
    }

    /// <summary>Reads what has come; to be asked once the last one is answered.</summary>
    public (HashEntry[] Cart, long[] Marks) Read()
    {
        changed?.GetAwaiter().GetResult();
        kept?.GetAwaiter().GetResult();
        marked.GetAwaiter().GetResult();
        var found = new long[marks.Length];
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = marks[i]?.GetAwaiter().GetResult() ?? 0;
        }
        return (cart.GetAwaiter().GetResult(), found);
    }
}
