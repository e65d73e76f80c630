namespace DemoApp.Lab.Database.Writing;

/// <summary>Tells those who wait that something was written. Costs nothing while nobody does.</summary>
internal sealed class ChangeSignal
{
    private volatile TaskCompletionSource? waiting;

    /// <summary>Ends when something is written after the call.</summary>
    public Task Next
    {
        get
        {
            var waits = waiting;
            while (waits is null)
            {
                var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                Interlocked.CompareExchange(ref waiting, mine, null);
                waits = waiting;
            }

            return waits.Task;
        }
    }

    public void Raise()
    {
        if (waiting is { } waits)
        {
            waiting = null;
            waits.TrySetResult();
        }
    }
}
