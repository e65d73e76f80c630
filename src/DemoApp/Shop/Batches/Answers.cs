namespace DemoApp.Shop.Batches;

/// <summary>
/// Wakes the requests of a batch: a few at a time, one behind the other on one thread, so that neither the pool is asked for each nor
/// one thread
/// works for all.
/// </summary>
internal static class Answers
{
    private const int Fewest = 8;

    public static void Give<T>(ShopRequest[] members, T answer, Action<T, ShopRequest, int> give)
    {
        var shares = Math.Clamp(members.Length / Fewest, 1, Environment.ProcessorCount);
        for (var share = 1; share < shares; share++)
        {
            var (from, to) = (members.Length * share / shares, members.Length * (share + 1) / shares);
            ThreadPool.UnsafeQueueUserWorkItem(
                static part => Give(part.members, part.from, part.to, part.answer, part.give),
                (members, from, to, answer, give),
                preferLocal: false);
        }
        Give(members, 0, members.Length / shares, answer, give);
    }

    private static void Give<T>(ShopRequest[] members, int from, int to, T answer, Action<T, ShopRequest, int> give)
    {
        for (var i = from; i < to; i++)
        {
            give(answer, members[i], i);
        }
    }
}
