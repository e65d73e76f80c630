namespace DemoApp.Lab.Network.Faults;

/// <summary>One direction of one connection: when each chunk is due, and the wait until it is. Keeps the order, as TCP does.</summary>
internal sealed class TrafficFlow(TrafficShape shape, bool replies, TimeProvider time, Random random)
{
    /// <summary>Linux' least retransmission timeout.</summary>
    private static readonly TimeSpan Retransmission = TimeSpan.FromMilliseconds(200);
    private const int MostRetransmissions = 8;
    private const int PacketSize = 1460;
    private DateTimeOffset last;
    private DateTimeOffset busyUntil;

    public bool IsFaulty => Fault != TrafficFault.None;

    /// <summary>These are a client's bytes and the way is cut: once it has ended, nobody waits for them.</summary>
    public bool IsPointless => !replies && shape.IsCut;

    private TrafficFault Fault => replies ? shape.Replies : shape.Requests;

    /// <summary>When a chunk that came now may go on.</summary>
    public DateTimeOffset DueOf(int bytes)
    {
        var (fault, now) = (Fault, time.GetUtcNow());
        var due = now + fault.Delay + (fault.Jitter * ((random.NextDouble() * 2) - 1)) + LossOf(fault.Loss, bytes);
        if (fault.BytesPerSecond is { } rate)
        {
            busyUntil = (busyUntil > now ? busyUntil : now) + TimeSpan.FromSeconds(bytes / rate);
            due = due > busyUntil ? due : busyUntil;
        }
        return last = due > last ? due : last;
    }

    /// <summary>Returns when a chunk due then may go on: at once when the faults are gone.</summary>
    public async Task UntilAsync(DateTimeOffset due, CancellationToken ct)
    {
        while (true)
        {
            var changed = shape.Changed;
            var wait = due - time.GetUtcNow();
            if (!IsFaulty || (!Fault.Cut && wait <= TimeSpan.Zero))
            {
                return;
            }
            await (Fault.Cut ? changed.WaitAsync(ct) : Task.WhenAny(changed, Task.Delay(wait, time, ct)));
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The sender has ended: returns when the receiver may hear of it.</summary>
    /// <exception cref="OperationCanceledException">A client ended while its way was cut, or the connection is over.</exception>
    public Task EndAsync(CancellationToken ct) =>
        IsPointless ? Task.FromCanceled(new CancellationToken(true)) : UntilAsync(DateTimeOffset.MinValue, ct);

    private TimeSpan LossOf(double loss, int bytes)
    {
        var late = TimeSpan.Zero;
        for (var packets = loss == 0 ? 0 : 1 + ((bytes - 1) / PacketSize); packets > 0; packets--)
        {
            var wait = TimeSpan.Zero;
            for (var times = 0; times < MostRetransmissions && random.NextDouble() < loss; times++)
            {
                wait += Retransmission * (1 << times);
            }
            late = wait > late ? wait : late;
        }
        return late;
    }
}
