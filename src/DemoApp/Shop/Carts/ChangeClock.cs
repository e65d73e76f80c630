namespace DemoApp.Shop.Carts;

/// <summary>
/// Milliseconds that only grow, for the order of changes: a clock that is set back must not put a removal before what it removes.
/// </summary>
internal sealed class ChangeClock(TimeProvider time)
{
    private long last;

    public long Next()
    {
        while (true)
        {
            var before = Volatile.Read(ref last);
            var next = Math.Max(before + 1, time.GetUtcNow().ToUnixTimeMilliseconds());
            if (Interlocked.CompareExchange(ref last, next, before) == before)
            {
                return next;
            }
        }
    }
}
