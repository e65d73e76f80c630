using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>Keeps the Endpoints of every service that has a selector.</summary>
internal sealed class EndpointsController(ClusterContext cluster, Informers informers)
{
    private readonly ReconcileLoop loop = new("endpoints", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Services, informers.Pods, informers.Endpoints], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var service in informers.Services.Current.Values.Where(s => s.Spec.Selector is { Count: > 0 }))
        {
            await FollowAsync(service, cancellationToken);
        }
    }

    private async Task FollowAsync(V1Service service, CancellationToken cancellationToken)
    {
        var name = service.Metadata.Name;
        var subsets = EndpointsPlan.Subsets(service, informers.Pods.Current.Values);
        var there = informers.Endpoints.Find(name);
        if (there is not null && EndpointsPlan.Same(there.Subsets, subsets))
        {
            return;
        }

        var wanted = new V1Endpoints
        {
            ApiVersion = "v1",
            Kind = "Endpoints",
            Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = cluster.Namespace, Labels = service.Metadata.Labels },
            Subsets = subsets,
        };
        var core = cluster.Client.CoreV1;
        if (there is null)
        {
            await core.CreateNamespacedEndpointsAsync(wanted, cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict);
        }
        else
        {
            await core.ReplaceNamespacedEndpointsAsync(wanted, name, cluster.Namespace, cancellationToken: cancellationToken);
        }
    }
}
