using System.Diagnostics;
using DemoApp.Bench.Load;

namespace DemoApp.Bench.Outages;

/// <summary>
/// How long after a moment the first good page is there: asked for again and again, without waiting for the answers before.
/// </summary>
internal static class FirstAnswer
{
    /// <returns>Milliseconds; <paramref name="patience"/> when none came until then.</returns>
    public static async Task<double> AfterNowAsync(HttpClient http, string path, TimeSpan between, TimeSpan patience, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var first = new TaskCompletionSource<double>(TaskCreationOptions.RunContinuationsAsynchronously);
        while (!first.Task.IsCompleted && Stopwatch.GetElapsedTime(started) < patience)
        {
            _ = AskAsync(http, path, started, first);
            await Task.WhenAny(first.Task, Task.Delay(between, TimeProvider.System, ct));
            ct.ThrowIfCancellationRequested();
        }
        return first.Task.IsCompleted ? await first.Task : patience.TotalMilliseconds;
    }

    private static async Task AskAsync(HttpClient http, string path, long started, TaskCompletionSource<double> first)
    {
        var answer = await SteadyLoad.SendAsync(http, new HttpRequestMessage(HttpMethod.Get, path), started);
        if (answer.IsGood)
        {
            first.TrySetResult(answer.Milliseconds);
        }
    }
}
