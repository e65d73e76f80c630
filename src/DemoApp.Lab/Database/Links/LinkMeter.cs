namespace DemoApp.Lab.Database.Links;

/// <summary>How far a link is, and how late. Written by the link, read by anyone.</summary>
internal sealed class LinkMeter(TimeProvider time)
{
    private long acknowledged;
    private long lagMilliseconds;
    private long oldestWaiting;

    /// <summary>The newest own sequence of the source that the target has on its disks.</summary>
    public long Acknowledged => Interlocked.Read(ref acknowledged);

    /// <summary>Called with each lag that is measured: one a frame.</summary>
    public Action<TimeSpan>? Measured { get; set; }

    public void StartAt(long sequence) => Interlocked.Exchange(ref acknowledged, sequence);

    /// <summary>A frame is on its way whose oldest effect was written then.</summary>
    public void Waits(long written) => Interlocked.Exchange(ref oldestWaiting, written);

    public void Arrived(long last, long written)
    {
        Interlocked.Exchange(ref acknowledged, last);
        Interlocked.Exchange(ref oldestWaiting, 0);
        var lag = Since(written);
        Interlocked.Exchange(ref lagMilliseconds, lag);
        Measured?.Invoke(TimeSpan.FromMilliseconds(lag));
    }

    /// <summary>The last that was measured, or how long the oldest waits when none moves.</summary>
    public TimeSpan Lag(long backlog)
    {
        var waits = Interlocked.Read(ref oldestWaiting);
        return TimeSpan.FromMilliseconds(backlog > 0 && waits > 0 ? Since(waits) : Interlocked.Read(ref lagMilliseconds));
    }

    private long Since(long milliseconds) => Math.Max(0, time.GetUtcNow().ToUnixTimeMilliseconds() - milliseconds);
}
