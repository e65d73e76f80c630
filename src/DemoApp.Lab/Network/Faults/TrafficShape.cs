namespace DemoApp.Lab.Network.Faults;

/// <summary>The faults on the way to one pod and back, as they are now. Connections ask at every chunk, so a change holds at once for all.</summary>
internal sealed class TrafficShape
{
    /// <summary>Of what has no faults and gets none.</summary>
    public static readonly TrafficShape Clear = new();

    private TaskCompletionSource changed = New();

    /// <summary>Towards the pod.</summary>
    public TrafficFault Requests { get; private set; } = TrafficFault.None;

    /// <summary>From the pod.</summary>
    public TrafficFault Replies { get; private set; } = TrafficFault.None;

    public bool IsCut => Requests.Cut || Replies.Cut;

    /// <summary>Completes with the next change.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    public void Set(TrafficFault requests, TrafficFault replies)
    {
        if (requests == Requests && replies == Replies)
        {
            return;
        }
        (Requests, Replies) = (requests, replies);
        Interlocked.Exchange(ref changed, New()).TrySetResult();
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
