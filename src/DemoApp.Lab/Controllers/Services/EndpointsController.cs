using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>Keeps the Endpoints of every service that has a selector, and deletes those whose service goes.</summary>
internal sealed class EndpointsController(ClusterContext cluster, Informers informers)
{
    private readonly ReconcileLoop loop = new("endpoints", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private HashSet<string>? known;

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Services, informers.Pods, informers.Endpoints], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var services = informers.Services.Current;
        // At the start all Endpoints count as those of services that went meanwhile; later, somebody's own may wait for their service.
        known ??= [.. informers.Endpoints.Current.Keys];
        foreach (var gone in known.Where(name => !services.ContainsKey(name)).ToArray())
        {
            await cluster.Client.CoreV1.DeleteNamespacedEndpointsAsync(gone, cluster.Namespace, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
            known.Remove(gone);
        }

        known.UnionWith(services.Keys);
        foreach (var service in services.Values.Where(s => s.HasSelector()))
        {
            if (EndpointsPlan.For(service, informers.Pods.Current.Values, informers.Endpoints.Find(service.Metadata.Name)) is { } wanted)
            {
                await cluster.Client.WriteAsync(wanted, cancellationToken);
            }
        }
    }
}
