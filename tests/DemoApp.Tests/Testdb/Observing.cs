using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Testdb;

/// <summary>Waits for what is observed, not for time to pass.</summary>
internal static class Observing
{
    /// <summary>Looked at with every PING of a prober.</summary>
    public static async Task UntilAsync(this TestdbMonitor monitor, Func<bool> holds)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (holds())
            {
                seen.TrySetResult();
            }
        }
        monitor.Changed += Look;
        Look();
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        monitor.Changed -= Look;
    }
}
