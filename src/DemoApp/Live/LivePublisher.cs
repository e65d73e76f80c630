using DemoApp.Clusters;
using DemoApp.Operations;
using DemoApp.Testdb;
using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Hosting;

namespace DemoApp.Live;

/// <summary>Turns what the watches see into messages of the feed, and sends its heartbeat.</summary>
internal sealed class LivePublisher(
    LiveFeed feed, ClusterViews views, ClusterWatchers clusters, TestdbMonitor testdb, EndpointProbes endpoints, OperationLog operations,
    TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);
    private readonly Lock gate = new();
    private readonly Dictionary<string, (TestdbStatus Status, DateTimeOffset Since, RouteView Route)> told = [];

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        clusters.Changed += OnCluster;
        testdb.Changed += OnTestdb;
        endpoints.Changed += OnEndpoints;
        operations.Changed += OnOperation;
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        clusters.Changed -= OnCluster;
        testdb.Changed -= OnTestdb;
        endpoints.Changed -= OnEndpoints;
        operations.Changed -= OnOperation;
        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(BeatEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            feed.Beat(sequence => new HeartbeatMessage(
                "heartbeat", sequence, time.GetUtcNow(), [.. clusters.Current.Select(c => new ClusterPulse(c.Name, c.Connected, c.ObservedAt))]));
        }
    }

    private void OnCluster(ClusterSnapshot cluster) => Tell(cluster.Name);

    private void OnOperation(OperationView operation) =>
        feed.Publish(sequence => new OperationMessage("operation", sequence, time.GetUtcNow(), operation));

    /// <summary>Raised with every PING; only a new status is worth a message.</summary>
    private void OnTestdb()
    {
        foreach (var health in testdb.Current)
        {
            var now = (health.Status, health.Since, views.RouteOf(health.Site));
            lock (gate)
            {
                if (told.TryGetValue(health.Site, out var before) && before == now)
                {
                    continue;
                }
                told[health.Site] = now;
            }
            Tell(health.Site);
            OnEndpoints();
        }
    }

    /// <summary>An endpoint may stand behind the federated service of every cluster.</summary>
    private void OnEndpoints()
    {
        foreach (var cluster in clusters.Current.Where(cluster => cluster.Federated is not null))
        {
            Tell(cluster.Name);
        }
    }

    /// <summary>The view is taken inside the order of the feed: what is sent last is what was seen last.</summary>
    private void Tell(string name) => feed.Publish(sequence => new ClusterMessage("cluster", sequence, time.GetUtcNow(), views.Find(name)!));
}
