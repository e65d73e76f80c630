namespace DemoApp.Lab.Database.Links;

/// <summary>When bytes that are sent now arrive, by the conditions of a link. Order is kept, as on a stream connection.</summary>
internal sealed class Line(TimeProvider time)
{
    /// <summary>A lost transmission is made again after this, then after twice as long, as TCP does.</summary>
    private static readonly TimeSpan FirstRetransmission = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestRetransmission = TimeSpan.FromSeconds(10);
    private long free;
    private long latest;

    public long ArrivalOf(int bytes, LinkConditions conditions)
    {
        var now = time.GetTimestamp();
        var sending = conditions.BytesPerSecond is { } rate ? TimeSpan.FromSeconds((double)bytes / Math.Max(rate, 1)) : TimeSpan.Zero;
        free = Math.Max(free, now) + Ticks(sending);
        latest = Math.Max(latest, free + Ticks(conditions.Delay + Jitter(conditions.Jitter) + Retransmissions(conditions.Loss)));
        return latest;
    }

    public async ValueTask UntilAsync(long arrival, CancellationToken ct)
    {
        if (time.GetElapsedTime(time.GetTimestamp(), arrival) is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, time, ct);
        }
    }

    private static TimeSpan Jitter(TimeSpan most) => most * ((Random.Shared.NextDouble() * 2) - 1);

    private static TimeSpan Retransmissions(double loss)
    {
        var (sum, next) = (TimeSpan.Zero, FirstRetransmission);
        while (loss > 0 && sum < LongestRetransmission && Random.Shared.NextDouble() < loss)
        {
            sum += next;
            next *= 2;
        }

        return sum;
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
