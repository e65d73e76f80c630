namespace DemoApp.Lab.Network.Faults;

/// <summary>What happens to bytes on their way. Nothing is ever swallowed: TCP repeats what a network loses, so bytes come late or not yet.</summary>
/// <param name="Cut">Nothing passes until the fault is gone; what was sent meanwhile passes then.</param>
/// <param name="Delay">Added to every byte's way.</param>
/// <param name="Jitter">The delay varies by up to this much, either way.</param>
/// <param name="Loss">Share of the packets lost, 0 to 1: each loss costs a retransmission timeout, doubled each time.</param>
/// <param name="BytesPerSecond">The most that passes; null for no limit.</param>
internal sealed record TrafficFault(bool Cut, TimeSpan Delay, TimeSpan Jitter, double Loss, double? BytesPerSecond)
{
    public static readonly TrafficFault None = new(false, TimeSpan.Zero, TimeSpan.Zero, 0, null);

    /// <summary>Both at once: delays add up, losses are independent, the narrower limit holds.</summary>
    public TrafficFault And(TrafficFault other) => this == None ? other : other == None ? this : new(
        Cut || other.Cut,
        Delay + other.Delay,
        Jitter + other.Jitter,
        1 - ((1 - Loss) * (1 - other.Loss)),
        BytesPerSecond is { } mine && other.BytesPerSecond is { } its ? Math.Min(mine, its) : BytesPerSecond ?? other.BytesPerSecond);
}
