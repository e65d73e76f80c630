using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Testdb;
using DemoApp.Testdb.Probing;

namespace DemoApp.Live;

/// <summary>One address behind a service, and whether it answers.</summary>
/// <param name="Target">The pod behind it, <c>cluster/pod</c> when another cluster's; null where nobody says.</param>
/// <param name="Ready">What Kubernetes says of it: kube-proxy sends connections there.</param>
/// <param name="Status">What a PING says of it.</param>
/// <param name="Detail">One sentence for people; null while it answers and was asked itself.</param>
internal sealed record EndpointView(string Address, string? Target, bool Ready, TestdbStatus Status, double? LatencyMs, string? Detail)
{
    /// <summary>
    /// What was seen of an endpoint: by itself where it can be reached, otherwise by the service of the one cluster that has no other
    /// endpoint behind it, since a PING of that service is a PING of this endpoint.
    /// </summary>
    public static EndpointView Of(
        EndpointSnapshot endpoint, IReadOnlyList<EndpointHealth> probed, ImmutableArray<ClusterSnapshot> clusters, Func<string, TestdbHealth> testdb)
    {
        var own = probed.FirstOrDefault(health => health.Address == endpoint.Address);
        if (own is { Status: not TestdbStatus.Unknown })
        {
            return new(endpoint.Address, endpoint.Target, endpoint.Ready, own.Status, own.Latency?.TotalMilliseconds, own.Detail);
        }

        var only = clusters.FirstOrDefault(cluster => cluster.Endpoints is [var single] && single == endpoint.Address);
        var health = only is null ? null : testdb(only.Name);
        return health is null
            ? new(endpoint.Address, endpoint.Target, endpoint.Ready, TestdbStatus.Unknown, null, own?.Detail ?? "not asked yet")
            : new(endpoint.Address, endpoint.Target, endpoint.Ready, health.Status, health.Latency?.TotalMilliseconds, health.Detail ?? $"asked through testdb of {only!.Name}");
    }
}
