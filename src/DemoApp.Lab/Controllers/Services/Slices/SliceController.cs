using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Services.Slices;

/// <summary>Keeps the EndpointSlices: those of services with a selector, and the mirrors of other services' Endpoints.</summary>
internal sealed class SliceController(ClusterContext cluster, Informers informers)
{
    private readonly ReconcileLoop loop = new("endpointslices", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) => loop.RunAsync(
        [informers.Services, informers.Pods, informers.Endpoints, informers.EndpointSlices], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var service in informers.Services.Current.Values.Where(s => s.HasSelector()))
        {
            // A deleted service's slices go with it: they have it as their owner.
            await FollowAsync(
                service.Metadata.Name, SliceNames.Controller, there => ServiceSlices.Plan(service, informers.Pods.Current.Values, there), cancellationToken);
        }

        foreach (var name in Mirrored())
        {
            await FollowAsync(
                name, SliceNames.Mirroring,
                there => MirroredSlices.Plan(informers.Services.Find(name), informers.Endpoints.Find(name), there), cancellationToken);
        }
    }

    /// <summary>Every name that has Endpoints, or a mirror that may have to go.</summary>
    private string[] Mirrored() =>
    [
        .. informers.EndpointSlices.Current.Values.Where(s => Label(s, SliceNames.ManagedBy) == SliceNames.Mirroring)
            .Select(s => Label(s, SliceNames.Service)).OfType<string>()
            .Union(informers.Endpoints.Current.Keys),
    ];

    /// <summary>The informer may be behind this controller's own writes: before it writes, it looks.</summary>
    private async Task FollowAsync(
        string name, string manager, Func<IEnumerable<V1EndpointSlice>, SlicePlan> plan, CancellationToken cancellationToken)
    {
        var seen = informers.EndpointSlices.Current.Values
            .Where(s => Label(s, SliceNames.Service) == name && Label(s, SliceNames.ManagedBy) == manager);
        if (plan(seen).IsEmpty)
        {
            return;
        }

        var there = await cluster.Client.DiscoveryV1.ListNamespacedEndpointSliceAsync(
            cluster.Namespace, labelSelector: $"{SliceNames.Service}={name},{SliceNames.ManagedBy}={manager}", cancellationToken: cancellationToken);
        await WriteAsync(plan(there.Items), cancellationToken);
    }

    private async Task WriteAsync(SlicePlan plan, CancellationToken cancellationToken)
    {
        var discovery = cluster.Client.DiscoveryV1;
        foreach (var slice in plan.Create)
        {
            await discovery.CreateNamespacedEndpointSliceAsync(slice, cluster.Namespace, cancellationToken: cancellationToken);
        }

        foreach (var slice in plan.Update)
        {
            await discovery.ReplaceNamespacedEndpointSliceAsync(slice, slice.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.Conflict);
        }

        foreach (var slice in plan.Delete)
        {
            await discovery.DeleteNamespacedEndpointSliceAsync(slice.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
        }
    }

    private static string? Label(V1EndpointSlice slice, string key) => slice.Metadata.Labels?.TryGetValue(key, out var value) == true ? value : null;
}
