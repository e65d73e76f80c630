namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>Where the faults take hold: the pods' network, and the links between the databases of two clusters.</summary>
internal interface INetworkFaults
{
    /// <summary>Replaces all faults that were before: what is not among these is undone without a trace.</summary>
    void Program(IReadOnlyList<NetworkFault> faults);
}

/// <param name="Pods">By name.</param>
/// <param name="To">The other cluster, for the link between the databases; null for the clients of testdb.</param>
/// <param name="Outwards">What the pods send meets it.</param>
/// <param name="Inwards">What is sent to the pods meets it.</param>
/// <param name="Effect">What it does.</param>
internal sealed record NetworkFault(IReadOnlyList<string> Pods, string? To, bool Outwards, bool Inwards, NetworkEffect Effect);

/// <param name="Cut">Nothing passes.</param>
/// <param name="Delay">Later by this much.</param>
/// <param name="Jitter">More or less late by up to this much.</param>
/// <param name="Loss">Share of packets lost, 0 to 1.</param>
/// <param name="BytesPerSecond">The most that passes.</param>
internal sealed record NetworkEffect(bool Cut, TimeSpan Delay, TimeSpan Jitter, double Loss, double? BytesPerSecond)
{
    public static readonly NetworkEffect Partition = new(true, TimeSpan.Zero, TimeSpan.Zero, 0, null);

    public static NetworkEffect Latency(TimeSpan delay, TimeSpan jitter) => new(false, delay, jitter, 0, null);

    public static NetworkEffect Lossy(double share) => new(false, TimeSpan.Zero, TimeSpan.Zero, share, null);

    public static NetworkEffect Limited(double bytesPerSecond) => new(false, TimeSpan.Zero, TimeSpan.Zero, 0, bytesPerSecond);
}
