using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>Keeps as many pods of each ReplicaSet as it wants.</summary>
internal sealed class ReplicaSetController(ClusterContext cluster, Informers informers)
{
    private const string Component = "replicaset-controller";
    private readonly ReconcileLoop loop = new("replicaset", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly SetPods pods = new(cluster, informers, Component);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.ReplicaSets, informers.Pods], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken) =>
        informers.ReplicaSets.Everywhere.Values.EachAsync(set => ReconcileAsync(set, cancellationToken), cancellationToken);

    private async Task ReconcileAsync(V1ReplicaSet set, CancellationToken cancellationToken)
    {
        // Lists carry no kind for their items, and the pods' owner references need one.
        (set.ApiVersion, set.Kind) = ("apps/v1", "ReplicaSet");
        if (!ReplicaSetPlan.For(set, pods.Cached(set.Metadata)).IsIdle)
        {
            await FollowAsync(set, ReplicaSetPlan.For(set, await pods.LiveAsync(set.Metadata, cancellationToken)), cancellationToken);
        }

        await ReportAsync(set, cancellationToken);
    }

    private async Task FollowAsync(V1ReplicaSet set, ReplicaSetPlan plan, CancellationToken cancellationToken)
    {
        for (var i = 0; i < plan.Create; i++)
        {
            var pod = PodOf.Template(set, set.Spec.Template);
            pod.Metadata.GenerateName = set.Metadata.Name + "-";
            await pods.CreateAsync(set, pod, name => $"Created pod: {name}", cancellationToken);
        }

        foreach (var pod in plan.Delete)
        {
            await pods.DeleteAsync(set, pod, name => $"Deleted pod: {name}", cancellationToken);
        }
    }

    private async Task ReportAsync(V1ReplicaSet set, CancellationToken cancellationToken)
    {
        var owned = pods.Cached(set.Metadata).ToArray();
        var status = ReplicaSetStatus.Of(set, owned, cluster.Time.GetUtcNow());
        Availability.WakeWhenDue(loop, cluster.Time, owned, set.Spec.MinReadySeconds ?? 0, cancellationToken);
        if (!Differs.From(set.Status, status))
        {
            return;
        }

        var seen = new V1ReplicaSet { ApiVersion = set.ApiVersion, Kind = set.Kind, Metadata = set.Metadata, Spec = set.Spec,
            Status = status };
        await cluster.Client.AppsV1.ReplaceNamespacedReplicaSetStatusAsync(
            seen, set.Metadata.Name, set.Metadata.NamespaceProperty, cancellationToken: cancellationToken).UnlessOvertaken();
    }
}
