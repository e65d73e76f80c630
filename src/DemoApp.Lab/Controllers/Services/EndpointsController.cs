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
    private HashSet<ObjectKey>? known;

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Services, informers.Pods, informers.Endpoints], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var services = informers.Services.Everywhere;
        // At the start all Endpoints count as those of services that went meanwhile; later, somebody's own may wait for their service.
        known ??= [.. informers.Endpoints.Everywhere.Keys];
        foreach (var gone in known.Where(key => !services.ContainsKey(key)).ToArray())
        {
            await cluster.Client.CoreV1.DeleteNamespacedEndpointsAsync(gone.Name, gone.Namespace, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
            known.Remove(gone);
        }

        known.UnionWith(services.Keys);
        await services.Values.Where(s => s.HasSelector()).EachAsync(service => FollowAsync(service, cancellationToken), cancellationToken);
    }

    private Task FollowAsync(V1Service service, CancellationToken cancellationToken)
    {
        var (name, ns) = (service.Metadata.Name, service.Metadata.NamespaceProperty);
        return EndpointsPlan.For(service, informers.Pods.In(ns), informers.Endpoints.Find(ns, name)) is { } wanted
            ? cluster.Client.WriteAsync(wanted, cancellationToken)
            : Task.CompletedTask;
    }
}
