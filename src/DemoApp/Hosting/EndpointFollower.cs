using DemoApp.Clusters;
using DemoApp.Testdb;
using DemoApp.Testdb.Probing;

namespace DemoApp.Hosting;

/// <summary>Carries the addresses behind each cluster's services to those who look at them. Clusters and Testdb do not know each other.</summary>
internal sealed class EndpointFollower(ClusterWatchers clusters, EndpointProbes probes, TestdbSites sites) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        clusters.Changed += Carry;
        foreach (var cluster in clusters.Current)
        {
            Carry(cluster);
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        clusters.Changed -= Carry;
        return Task.CompletedTask;
    }

    private void Carry(ClusterSnapshot cluster)
    {
        probes.Follow(cluster.Name, [.. cluster.Endpoints.Concat(cluster.Federated?.Select(endpoint => endpoint.Address) ?? []).Distinct()]);
        sites.Find(cluster.Name)?.LookAgain();
    }
}
