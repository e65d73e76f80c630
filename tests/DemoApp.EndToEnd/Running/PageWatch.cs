using System.Collections.Immutable;
using System.Diagnostics;

namespace DemoApp.EndToEnd.Running;

/// <summary>An attendee who refreshes one page again and again, as <c>curl</c> would, and notes what came.</summary>
internal sealed class PageWatch : IAsyncDisposable
{
    private readonly HttpClient http;
    private readonly Uri page;
    private readonly CancellationTokenSource stop = new();
    private readonly Task loop;
    private ImmutableArray<(int Status, TimeSpan At)> changes = [];
    private TimeSpan slowest;

    public PageWatch(DemoProgram program, string path)
    {
        http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        page = new Uri(program.Address, path);
        loop = LoopAsync();
    }

    /// <summary>The status codes in order, each once until it changes; 0 where no answer came.</summary>
    public IReadOnlyList<int> Statuses => [.. changes.Select(change => change.Status)];

    public ImmutableArray<(int Status, TimeSpan At)> Changes => changes;

    public int Last => changes.IsEmpty ? 0 : changes[^1].Status;

    /// <summary>The longest any answer took.</summary>
    public TimeSpan Slowest => slowest;

    public override string ToString() => string.Join(" → ", changes.Select(change => $"{change.Status} at {change.At.TotalSeconds:0.00} s"));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop;
        http.Dispose();
        stop.Dispose();
    }

    private async Task LoopAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!stop.IsCancellationRequested)
        {
            var asked = clock.Elapsed;
            var status = await StatusAsync();
            if (stop.IsCancellationRequested)
            {
                return;
            }
            slowest = clock.Elapsed - asked > slowest ? clock.Elapsed - asked : slowest;
            if (changes.IsEmpty || changes[^1].Status != status)
            {
                changes = changes.Add((status, clock.Elapsed));
            }
            await Task.Delay(TimeSpan.FromMilliseconds(15), TimeProvider.System, CancellationToken.None);
        }
    }

    private async Task<int> StatusAsync()
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, page) { Headers = { { "Accept", "text/html" } } };
            using var answer = await http.SendAsync(request, stop.Token);
            return (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException)
        {
            return 0;
        }
    }
}
