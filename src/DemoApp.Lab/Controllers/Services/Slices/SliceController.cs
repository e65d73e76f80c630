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
        // A deleted service's slices go with it: they have it as their owner.
        await informers.Services.Everywhere.Where(s => s.Value.HasSelector()).EachAsync(
            service => FollowAsync(
                service.Key, SliceNames.Controller,
                there => ServiceSlices.Plan(service.Value, informers.Pods.In(service.Key.Namespace), there), cancellationToken),
            cancellationToken);
        await Mirrored().EachAsync(
            key => FollowAsync(
                key, SliceNames.Mirroring,
                there => MirroredSlices.Plan(
                    informers.Services.Find(key.Namespace, key.Name), informers.Endpoints.Find(key.Namespace, key.Name), there),
                cancellationToken),
            cancellationToken);
    }

    /// <summary>Every name that has Endpoints, or a mirror that may have to go.</summary>
    private ObjectKey[] Mirrored() =>
    [
        .. informers.EndpointSlices.Everywhere.Values.Where(s => Label(s, SliceNames.ManagedBy) == SliceNames.Mirroring)
            .Where(s => Label(s, SliceNames.Service) is not null)
            .Select(s => new ObjectKey(s.Metadata.NamespaceProperty, Label(s, SliceNames.Service)!))
            .Union(informers.Endpoints.Everywhere.Keys),
    ];

    /// <summary>The informer may be behind this controller's own writes: before it writes, it looks.</summary>
    private async Task FollowAsync(
        ObjectKey of, string manager, Func<IEnumerable<V1EndpointSlice>, SlicePlan> plan, CancellationToken cancellationToken)
    {
        var seen = informers.EndpointSlices.In(of.Namespace)
            .Where(s => Label(s, SliceNames.Service) == of.Name && Label(s, SliceNames.ManagedBy) == manager);
        if (plan(seen).IsEmpty)
        {
            return;
        }

        var own = $"{SliceNames.Service}={of.Name},{SliceNames.ManagedBy}={manager}";
        var there = await cluster.Client.DiscoveryV1.ListNamespacedEndpointSliceAsync(
            of.Namespace, labelSelector: own, cancellationToken: cancellationToken);
        await WriteAsync(of.Namespace, plan(there.Items), cancellationToken);
    }

    private async Task WriteAsync(string? ns, SlicePlan plan, CancellationToken cancellationToken)
    {
        var discovery = cluster.Client.DiscoveryV1;
        foreach (var slice in plan.Create)
        {
            await discovery.CreateNamespacedEndpointSliceAsync(slice, ns, cancellationToken: cancellationToken);
        }

        foreach (var slice in plan.Update)
        {
            await discovery.ReplaceNamespacedEndpointSliceAsync(slice, slice.Metadata.Name, ns, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.Conflict);
        }

        foreach (var slice in plan.Delete)
        {
            await discovery.DeleteNamespacedEndpointSliceAsync(slice.Metadata.Name, ns, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
        }
    }

    private static string? Label(V1EndpointSlice slice, string key) => slice.Metadata.Labels.ValueOf(key);
}
