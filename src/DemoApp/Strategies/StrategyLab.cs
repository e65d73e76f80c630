using System.Collections.Immutable;
using DemoApp.Operations;
using DemoApp.Testdb;

namespace DemoApp.Strategies;

/// <summary>
/// Compares the ways to reach a site's database while it is broken. Begins with a break, so that every strategy is connected when the
/// outage comes; ends some time after the outage. Costs nothing while there is none.
/// </summary>
internal sealed class StrategyLab(TestdbOptions options, TestdbMonitor testdb, OperationLog operations, TimeProvider time, ILoggerFactory loggers)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Afterwards = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);
    private static readonly string[] Faults = ["break", "killPods"];

    private readonly SemaphoreSlim one = new(1);
    private volatile StrategyComparison? current;
    private volatile StrategiesView last = new(null, null, null, false, []);

    public StrategiesView View => current is { } under
        ? last = new(under.Site, under.StartedAt, null, true, under.Views)
        : last;

    /// <summary>Begins anew for a site; one that runs ends.</summary>
    public async Task<StrategiesView> BeginAsync(SiteConfig site, CancellationToken cancellationToken)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            await CloseAsync();
            current = new(site, options, time, loggers);
            return View;
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>Ends the one that runs; what it saw stays to be read.</summary>
    public async Task<StrategiesView> EndAsync()
    {
        await one.WaitAsync(CancellationToken.None);
        try
        {
            await CloseAsync();
            return View;
        }
        finally
        {
            one.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        operations.Changed += OnOperation;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        operations.Changed -= OnOperation;
        return EndAsync();
    }

    public void Dispose() => one.Dispose();

    private void OnOperation(OperationView operation)
    {
        var begins = operation.Status == "running" && Faults.Contains(operation.Kind) && operation.Steps.All(step => step.Status == "pending");
        if (begins && options.Sites.FirstOrDefault(site => operation.Clusters.Contains(site.Name)) is { } site)
        {
            _ = Task.Run(async () =>
            {
                await BeginAsync(site, CancellationToken.None);
                // Ended or begun anew by a presenter meanwhile: then it is theirs to end.
                if (current is { } mine && mine.Site == site.Name)
                {
                    await EndWhenHealedAsync(mine);
                }
            });
        }
    }

    private async Task EndWhenHealedAsync(StrategyComparison mine)
    {
        var (began, well) = (time.GetTimestamp(), time.GetTimestamp());
        using var timer = new PeriodicTimer(Look, time);
        while (current == mine && time.GetElapsedTime(began) < Longest && time.GetElapsedTime(well) < Afterwards && await timer.WaitForNextTickAsync())
        {
            var faulty = testdb[mine.Site].Status != TestdbStatus.Serving || operations.Current.Any(o => o.Status == "running" && o.Clusters.Contains(mine.Site));
            well = faulty ? time.GetTimestamp() : well;
        }
        if (current == mine)
        {
            await EndAsync();
        }
    }

    private async Task CloseAsync()
    {
        if (current is { } old)
        {
            var seen = old.Views;
            current = null;
            last = new(old.Site, old.StartedAt, time.GetUtcNow(), false, seen);
            await old.DisposeAsync();
        }
    }
}

/// <summary>The comparison that runs, or the last one.</summary>
internal sealed record StrategiesView(string? Site, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, bool Running, ImmutableArray<StrategyView> Strategies);
