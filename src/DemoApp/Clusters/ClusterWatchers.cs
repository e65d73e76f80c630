using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Clusters;

/// <summary>Every configured cluster, the home cluster first.</summary>
internal sealed class ClusterWatchers : BackgroundService
{
    private readonly ImmutableArray<ClusterWatcher> watchers;

    public ClusterWatchers(ImmutableArray<ClusterConfig> clusters, TimeProvider time, ILogger<ClusterWatcher> logger)
    {
        watchers = [.. clusters.Select(c => new ClusterWatcher(c, time, logger))];
        foreach (var watcher in watchers)
        {
            watcher.Changed += snapshot => Changed?.Invoke(snapshot);
        }
    }

    /// <summary>Raised with the new snapshot of one cluster.</summary>
    public event Action<ClusterSnapshot>? Changed;

    public ImmutableArray<ClusterSnapshot> Current => [.. watchers.Select(w => w.Current)];

    public ClusterSnapshot? Find(string cluster) => watchers.FirstOrDefault(w => w.Name == cluster)?.Current;

    /// <summary>What may be done to a cluster that is known.</summary>
    public ClusterCommands Commands(string cluster) => watchers.First(w => w.Name == cluster).Commands;

    public override void Dispose()
    {
        base.Dispose();
        foreach (var watcher in watchers)
        {
            watcher.Dispose();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        await Task.WhenAll(watchers.Select(w => w.RunAsync(stoppingToken)));
    }
}
