using System.Collections.Immutable;
using DemoApp.Testdb;

namespace DemoApp.Strategies;

/// <summary>One comparison under way: every strategy is asked at the same even pace, whether the last answer has come or not.</summary>
internal sealed class StrategyComparison : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(200);
    private const int MostOnTheWay = 100;
    private const int LongestError = 160;

    private readonly CancellationTokenSource stop = new();
    private readonly TimeProvider time;
    private readonly long began;
    private readonly ImmutableArray<(Strategy Strategy, StrategyRecord Record)> lanes;
    private readonly Task running;

    public StrategyComparison(SiteConfig site, TestdbOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        this.time = time;
        (Site, StartedAt, began) = (site.Name, time.GetUtcNow(), time.GetTimestamp());
        // A monitor of their own each: what they see is not what the page's probers see.
        RouteStrategy Route(string service, string what) =>
            new(service, what, site, options, new TestdbMonitor(options, time, loggers.CreateLogger<TestdbMonitor>()), time, loggers);
        lanes =
        [
            .. new (string Service, string What)[]
            {
                (TestdbRoute.Own, "the own service: the outage shows"),
                (TestdbRoute.Federated, "the federated service: Kubernetes heals"),
                (TestdbRoute.Group, "every site's endpoints: the client heals"),
            }.Where(route => !site.TargetsOf(route.Service, options.Sites).IsEmpty).Select(route => ((Strategy)Route(route.Service, route.What), new StrategyRecord())),
            (new DefaultsStrategy(site.Testdb), new StrategyRecord()),
        ];
        running = Task.WhenAll(lanes.Select(lane => RunAsync(lane.Strategy, lane.Record)));
    }

    public string Site { get; }

    public DateTimeOffset StartedAt { get; }

    public ImmutableArray<StrategyView> Views => [.. lanes.Select(lane => lane.Record.View(lane.Strategy.Name, lane.Strategy.What))];

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var (strategy, _) in lanes)
        {
            await strategy.DisposeAsync();
        }
        stop.Dispose();
    }

    private async Task RunAsync(Strategy strategy, StrategyRecord record)
    {
        using var timer = new PeriodicTimer(Every, time);
        var room = new SemaphoreSlim(MostOnTheWay);
        while (await timer.WaitForNextTickAsync(stop.Token))
        {
            if (room.Wait(0, CancellationToken.None))
            {
                _ = AskAsync(strategy, record, room);
            }
            else
            {
                record.Add(time.GetElapsedTime(began), TimeSpan.Zero, $"{MostOnTheWay} requests wait already");
            }
        }
    }

    private async Task AskAsync(Strategy strategy, StrategyRecord record, SemaphoreSlim room)
    {
        await Task.Yield();
        var startedAt = time.GetElapsedTime(began);
        string? error = null;
        try
        {
            await strategy.AskAsync(stop.Token);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }
            error = e.Message.Length > LongestError ? string.Concat(e.Message.AsSpan(0, LongestError), "…") : e.Message;
        }
        finally
        {
            room.Release();
        }
        record.Add(startedAt, time.GetElapsedTime(began) - startedAt, error);
    }
}
