namespace DemoApp.Lab.Database.Old;

/// <summary>What the endpoint and the links share of one site: whether writes are logged, the clock of their stamps, and the news that the log grew.</summary>
internal sealed class EffectLog(StampClock clock)
{
    private TaskCompletionSource grown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool enabled;

    public StampClock Clock { get; } = clock;

    /// <summary>False for a site without peers: its writes go to the node as they are.</summary>
    public bool Enabled
    {
        get => enabled;
        set => enabled = value;
    }

    /// <summary>Completes when the log grows after the call.</summary>
    public Task NextGrowth => Volatile.Read(ref grown).Task;

    public void Grew() =>
        Interlocked.Exchange(ref grown, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
