using System.Diagnostics;
using Xunit;

namespace DemoApp.EndToEnd.Running;

/// <summary>Waits for what is observed, and says what it saw last when it never came.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    public static async Task<T> SeenAsync<T>(string what, Func<Task<T>> observe, Func<T, bool> holds, TimeSpan? patience = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var seen = await observe();
            if (holds(seen))
            {
                return seen;
            }
            if (clock.Elapsed > (patience ?? Patience))
            {
                Assert.Fail($"Not seen within {(patience ?? Patience).TotalSeconds:0} s: {what}. Last seen: {seen}");
            }
            await Task.Delay(Between, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    public static Task TrueAsync(string what, Func<bool> holds, Func<string>? seen = null, TimeSpan? patience = null) =>
        SeenAsync(what, () => Task.FromResult((Holds: holds(), Seen: seen?.Invoke())), now => now.Holds, patience);
}
