using System.Collections.Immutable;
using System.Globalization;
using DemoApp.Clusters;
using DemoApp.Testdb;
using DemoApp.Testdb.Probing;

namespace DemoApp.Live;

/// <summary>Joins what Kubernetes and Redis say about each cluster.</summary>
internal sealed class ClusterViews(ClusterWatchers clusters, TestdbMonitor testdb, TestdbSites sites, EndpointProbes probes)
{
    public ImmutableArray<ClusterView> Current => [.. clusters.Current.Select((c, n) => Of(c, n == 0))];

    public ClusterView? Find(string name) => Current.FirstOrDefault(c => c.Name == name);

    public RouteView RouteOf(string cluster)
    {
        var site = sites.Find(cluster)!;
        var health = site.Health;
        return new(health.Service, health.Status, health.Since, health.Detail, site.RefusedRoute);
    }

    private ClusterView Of(ClusterSnapshot cluster, bool home)
    {
        var health = testdb[cluster.Name];
        return new(
            cluster.Name, cluster.Kubectl, home, ClusterStates.Of(cluster, health.Status), cluster.Connected, cluster.ObservedAt, cluster.Error,
            cluster.Rec, cluster.RecTable, [.. cluster.Pods.Select(Pod)],
            new("testdb", health.Status, health.Since, health.Latency?.TotalMilliseconds, health.Detail, cluster.Endpoints, health.ObservedAt),
            RouteOf(cluster.Name), FederatedOf(cluster));
    }

    private ImmutableArray<EndpointView>? FederatedOf(ClusterSnapshot cluster) => cluster.Federated is { } endpoints
        ? [.. endpoints.Select(endpoint => EndpointView.Of(endpoint, probes.Current, clusters.Current, site => testdb[site]))]
        : null;

    /// <summary>kubectl prints restarts as <c>2 (5m ago)</c>: the number is the first word.</summary>
    private static PodView Pod(PodSnapshot pod) => new(
        pod.Name, pod.Ready, pod.Status,
        int.TryParse(pod.Restarts.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var restarts) ? restarts : 0,
        pod.Age, pod.CreatedAt);
}
