using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Hosting;

/// <summary>Carries the route each cluster's ConfigMap names to the site of the same name. Clusters and Testdb do not know each other.</summary>
internal sealed partial class RouteFollower(ClusterWatchers clusters, TestdbSites sites, ILogger<RouteFollower> logger) : IHostedService
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
        if (cluster.Route is not { } service || sites.Find(cluster.Name) is not { } site)
        {
            return;
        }
        var before = site.RefusedRoute;
        if (!site.Follow(service) && before != service)
        {
            Log.Refused(logger, cluster.Name, service, site.Route.Service);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Route of {Site}: the ConfigMap demoapp-route names '{Service}', a service without an address here; {Current} stays")]
        public static partial void Refused(ILogger logger, string site, string service, string current);
    }
}
