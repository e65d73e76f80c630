using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Operations;
using DemoApp.Testdb;

namespace DemoApp.Tests.Operations;

/// <summary>Worlds to judge by, of clusters a and b that are well unless said otherwise.</summary>
internal static class Worlds
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    public static OperationWorld Of(params ImmutableArray<ClusterSnapshot> clusters) => new(
        clusters, [.. clusters.Select(c => Health(c.Name, TestdbStatus.Serving))],
        [.. clusters.Select(c => new SiteRoute(c.Name, "testdb", ["testdb", "testdb-federated"]))]);

    public static ClusterSnapshot Cluster(string name, string state = "Running", bool recovery = false) =>
        ClusterSnapshot.Unseen(new ClusterConfig(name, null, name, "redis", name, "testdb")) with { Connected = true, Rec = new(name, state, "Valid", recovery) };

    public static TestdbHealth Health(string site, TestdbStatus status) => new(site, status, Now, null, null, Now);
}
