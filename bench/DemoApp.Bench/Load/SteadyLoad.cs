using System.Diagnostics;

namespace DemoApp.Bench.Load;

/// <summary>
/// So many requests a second, whatever becomes of those before: attendees do not wait for each other, so a stall is seen by everybody
/// who comes meanwhile.
/// </summary>
internal sealed class SteadyLoad(HttpClient http, double perSecond, Func<long, HttpRequestMessage> request)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    /// <summary>Sends until cancelled, then waits for what is under way.</summary>
    public async Task<IReadOnlyList<Answer>> RunAsync(CancellationToken until)
    {
        var (started, underway) = (Stopwatch.GetTimestamp(), new List<Task<Answer>>());
        while (!until.IsCancellationRequested)
        {
            var due = started + (long)(underway.Count / perSecond * Stopwatch.Frequency);
            if (Stopwatch.GetTimestamp() < due)
            {
                await Task.Delay(Tick, TimeProvider.System, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            underway.Add(SendAsync(http, request(underway.Count), due));
        }
        return await Task.WhenAll(underway);
    }

    /// <summary>Owns the request. Never throws: an answer that did not come is an answer too.</summary>
    public static async Task<Answer> SendAsync(HttpClient http, HttpRequestMessage request, long due)
    {
        using (request)
        {
            try
            {
                using var answer = await http.SendAsync(request);
                return new(due, Elapsed(), (int)answer.StatusCode, request.Method == HttpMethod.Post);
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
            {
                return new(due, Elapsed(), 0, request.Method == HttpMethod.Post);
            }
        }

        double Elapsed() => Stopwatch.GetElapsedTime(due).TotalMilliseconds;
    }
}
