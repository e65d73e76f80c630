namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The hybrid logical clock of one replica: later than everything it has given or observed, and close to the wall's time.
/// Used by the one writer of a replica; not safe for several threads.
/// </summary>
internal sealed class StampClock(TimeProvider time)
{
    private ulong last;
    private long? held;

    /// <summary>The wall's time in milliseconds since 1970; what expiry is measured by.</summary>
    public long Now => held ?? time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The latest time given or observed.</summary>
    public ulong Last => last;

    /// <summary>Until <see cref="Release"/> the wall's time stands still: a batch is of one moment.</summary>
    public void Hold() => held = Now;

    public void Release() => held = null;

    public ulong Next()
    {
        var wall = (ulong)Now << 16;
        last = Math.Max(wall, last + 1);
        return last;
    }

    public void Observe(ulong other) => last = Math.Max(last, other);
}
