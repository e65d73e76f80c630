using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Operations;

/// <summary>What is observed at one moment: all a plan, a guard or a step may judge by.</summary>
internal sealed record OperationWorld(ImmutableArray<ClusterSnapshot> Clusters, ImmutableArray<TestdbHealth> Testdb, ImmutableArray<SiteRoute> Routes)
{
    public IEnumerable<string> Names => Clusters.Select(cluster => cluster.Name);

    /// <exception cref="OperationRefusedException">There is no such cluster.</exception>
    public ClusterSnapshot Cluster(string name) => Clusters.FirstOrDefault(cluster => cluster.Name == name)
        ?? throw new OperationRefusedException(OperationRefusal.NotPossible($"There is no cluster '{name}'; there are {string.Join(", ", Names)}."));

    public SiteRoute Route(string cluster) => Routes.First(route => route.Site == cluster);

    /// <summary>Its own database answers.</summary>
    public bool Serves(string cluster) => Testdb.FirstOrDefault(health => health.Site == cluster)?.Status == TestdbStatus.Serving;

    /// <summary>Its rec runs, and its own database answers.</summary>
    public bool IsHealthy(ClusterSnapshot cluster) =>
        cluster is { Connected: true, Rec: { State: "Running", ClusterRecovery: false } }
        && Serves(cluster.Name);
}

/// <param name="Service">The one its requests take now.</param>
/// <param name="Known">Those it has an address of.</param>
internal sealed record SiteRoute(string Site, string Service, ImmutableArray<string> Known);
