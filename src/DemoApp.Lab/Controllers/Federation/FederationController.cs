using System.Net;
using DemoApp.Lab.Controllers.Services;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>What Calico's federated services controller does: writes the Endpoints of annotated services, from all clusters.</summary>
internal sealed partial class FederationController(ClusterContext cluster, Informers informers)
{
    private const string Component = "federated-services-controller";
    private readonly ReconcileLoop loop = new("federation", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly ILogger logger = cluster.Loggers.CreateLogger<FederationController>();
    private readonly RemoteClusters remotes = new(cluster, informers);
    private readonly Dictionary<string, string> refusals = new(StringComparer.Ordinal);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        remotes.Changed += loop.Wake;
        await Task.WhenAll(
            remotes.RunAsync(cancellationToken),
            loop.RunAsync([informers.Services, informers.Endpoints, informers.RemoteClusters], ReconcileAsync, cancellationToken));
        remotes.Changed -= loop.Wake;
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var services = informers.Services.Current;
        foreach (var service in services.Values)
        {
            await FollowAsync(service, cancellationToken);
        }

        foreach (var endpoints in informers.Endpoints.Current.Values.Where(e => FederatedService.AnnotationOf(e.Metadata) is not null))
        {
            if (FederatedService.Of(services.GetValueOrDefault(endpoints.Metadata.Name)) is not FederatedService.By)
            {
                await DeleteAsync(endpoints.Metadata, cancellationToken);
            }
        }

        foreach (var gone in refusals.Keys.Except(services.Values.Select(s => s.Metadata.Uid)).ToArray())
        {
            refusals.Remove(gone);
        }
    }

    private async Task FollowAsync(V1Service service, CancellationToken cancellationToken)
    {
        var federated = FederatedService.Of(service);
        if (federated is FederatedService.By by
            && FederationPlan.For(service, by.Selector, Sources(), informers.Endpoints.Find(service.Metadata.Name)) is { } wanted)
        {
            await cluster.Client.WriteAsync(wanted, cancellationToken);
        }

        if (federated is FederatedService.Refused refused)
        {
            await WarnOnceAsync(service, refused.Why, cancellationToken);
        }
        else
        {
            refusals.Remove(service.Metadata.Uid);
        }
    }

    /// <summary>The configurations say which remotes there are, reached or not.</summary>
    private FederationSource[] Sources() =>
    [
        new(null, new(informers.Services.Current, informers.Endpoints.Current)),
        .. informers.RemoteClusters.Current.Keys.Select(name => new FederationSource(name, remotes.Find(name))),
    ];

    /// <summary>Exactly the object that was seen: the endpoints controller may have made another meanwhile.</summary>
    private Task DeleteAsync(V1ObjectMeta seen, CancellationToken cancellationToken) =>
        cluster.Client.CoreV1.DeleteNamespacedEndpointsAsync(
                seen.Name, cluster.Namespace,
                new V1DeleteOptions { Preconditions = new() { Uid = seen.Uid, ResourceVersion = seen.ResourceVersion } },
                cancellationToken: cancellationToken)
            .Unless(HttpStatusCode.NotFound)
            .Unless(HttpStatusCode.Conflict);

    private async Task WarnOnceAsync(V1Service service, string why, CancellationToken cancellationToken)
    {
        if (refusals.GetValueOrDefault(service.Metadata.Uid) == why)
        {
            return;
        }

        refusals[service.Metadata.Uid] = why;
        Log.Refused(logger, service.Metadata.Name, why);
        (service.ApiVersion, service.Kind) = ("v1", "Service");
        await cluster.Events.WarnAsync(service, Component, "NotFederated", why, cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Service {Name} is not federated: {Why}")]
        public static partial void Refused(ILogger logger, string name, string why);
    }
}
