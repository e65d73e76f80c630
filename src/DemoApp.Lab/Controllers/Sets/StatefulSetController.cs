using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>Keeps the pods of StatefulSets, in order.</summary>
internal sealed class StatefulSetController(ClusterContext cluster, Informers informers)
{
    private const string Component = "statefulset-controller";
    private readonly ReconcileLoop loop = new("statefulset", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.StatefulSets, informers.Pods], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var set in informers.StatefulSets.Current.Values)
        {
            // Lists carry no kind for their items, and the pods' owner references need one.
            (set.ApiVersion, set.Kind) = ("apps/v1", "StatefulSet");
            var pods = informers.Pods.Current.Values.Where(p => p.IsOwnedBy(set.Metadata)).ToArray();
            await FollowAsync(set, StatefulSetPlan.For(set, pods), cancellationToken);
            await ReportAsync(set, pods, cancellationToken);
        }
    }

    private async Task FollowAsync(V1StatefulSet set, StatefulSetPlan plan, CancellationToken cancellationToken)
    {
        foreach (var name in plan.Delete)
        {
            await cluster.Client.CoreV1.DeleteNamespacedPodAsync(name, cluster.Namespace, cancellationToken: cancellationToken)
                .Unless(HttpStatusCode.NotFound);
        }

        if (plan.Create is { } next)
        {
            var more = new Dictionary<string, string> { ["statefulset.kubernetes.io/pod-name"] = next };
            var create = cluster.Client.CoreV1.CreateNamespacedPodAsync(
                PodOf.Template(set, set.Spec.Template, next, more), cluster.Namespace, cancellationToken: cancellationToken);
            await create.Unless(HttpStatusCode.Conflict);
            if (create.IsCompletedSuccessfully)
            {
                await cluster.Events.TellAsync(
                    set, Component, "SuccessfulCreate", $"create Pod {next} in StatefulSet {set.Metadata.Name} successful", cancellationToken);
            }
        }
    }

    private async Task ReportAsync(V1StatefulSet set, V1Pod[] pods, CancellationToken cancellationToken)
    {
        var ready = pods.Count(p => p.IsReady());
        if (set.Status is { } s && s.Replicas == pods.Length && (s.ReadyReplicas ?? 0) == ready && s.ObservedGeneration == set.Metadata.Generation)
        {
            return;
        }

        var status = new
        {
            replicas = pods.Length,
            readyReplicas = ready,
            availableReplicas = ready,
            currentReplicas = pods.Length,
            updatedReplicas = pods.Length,
            observedGeneration = set.Metadata.Generation,
        };
        await cluster.Client.AppsV1.PatchNamespacedStatefulSetStatusAsync(
            Patches.Merge(new { status }), set.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken)
            .Unless(HttpStatusCode.NotFound);
    }
}
