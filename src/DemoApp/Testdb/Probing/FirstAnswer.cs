using System.Net;

namespace DemoApp.Testdb.Probing;

/// <summary>Overlapping PINGs on fresh sockets until the first is answered: none waits for the one before it.</summary>
internal static class FirstAnswer
{
    /// <param name="told">Awaited with each result that is no answer.</param>
    public static async Task<PingResult> WaitAsync(
        EndPoint endpoint, Func<PingResult, Task> told, TestdbOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underway = new List<Task<PingResult>>();
        Task<PingResult>? second = null;
        try
        {
            while (true)
            {
                underway.Add(RawPing.SendAsync(endpoint, options.ProbeLimit, time, others.Token));
                var pause = Task.Delay(options.RetryInterval, time, cancellationToken);
                while (!pause.IsCompleted)
                {
                    var first = await Task.WhenAny([pause, .. underway]);
                    if (first is not Task<PingResult> answer)
                    {
                        break;
                    }
                    underway.Remove(answer);
                    var result = await answer;
                    if (result.IsServing)
                    {
                        return result;
                    }
                    if (result.Cut && answer != second)
                    {
                        underway.Add(second = RawPing.SendAsync(endpoint, options.ProbeLimit, time, others.Token));
                        continue;
                    }
                    await told(result);
                }
                await pause;
            }
        }
        finally
        {
            await others.CancelAsync();
            await ((Task)Task.WhenAll(underway)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
