using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets.Stateful;

/// <summary>Keeps the pods of StatefulSets: in order, by name, and of the revision they should be of.</summary>
internal sealed class StatefulSetController(ClusterContext cluster, Informers informers)
{
    private const string Component = "statefulset-controller";
    private readonly ReconcileLoop loop = new("statefulset", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly SetPods pods = new(cluster, informers, Component);
    private readonly RevisionHistory history = new(cluster);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.StatefulSets, informers.Pods], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var sets = informers.StatefulSets.Everywhere.Values.ToArray();
        history.Forget(sets.Select(s => s.Metadata.Uid));
        return sets.Where(s => s.Metadata.DeletionTimestamp is null)
            .EachAsync(set => ReconcileAsync(set, cancellationToken), cancellationToken);
    }

    private async Task ReconcileAsync(V1StatefulSet set, CancellationToken cancellationToken)
    {
        // Lists carry no kind for their items, and the pods' owner references need one.
        (set.ApiVersion, set.Kind) = ("apps/v1", "StatefulSet");
        var revisions = await history.SyncAsync(set, cancellationToken);
        if (!Plan(set, pods.Cached(set.Metadata), revisions).IsIdle)
        {
            var live = await pods.LiveAsync(set.Metadata, cancellationToken);
            await FollowAsync(set, Plan(set, live, revisions), cancellationToken);
        }

        await ReportAsync(set, revisions, cancellationToken);
    }

    private StatefulSetPlan Plan(V1StatefulSet set, IEnumerable<V1Pod> owned, RevisionPair revisions) =>
        StatefulSetPlan.For(set, owned, revisions, cluster.Time.GetUtcNow());

    private async Task FollowAsync(V1StatefulSet set, StatefulSetPlan plan, CancellationToken cancellationToken)
    {
        var name = set.Metadata.Name;
        foreach (var pod in plan.Delete)
        {
            await pods.DeleteAsync(set, pod, p => $"delete Pod {p} in StatefulSet {name} successful", cancellationToken);
        }

        foreach (var (ordinal, revision) in plan.Create)
        {
            var template = await history.TemplateAsync(set, revision, cancellationToken);
            await pods.CreateAsync(
                set, SetPod.Of(set, template, ordinal, revision), p =>
                    $"create Pod {p} in StatefulSet {name} successful", cancellationToken);
        }
    }

    private async Task ReportAsync(V1StatefulSet set, RevisionPair revisions, CancellationToken cancellationToken)
    {
        var owned = pods.Cached(set.Metadata).ToArray();
        Availability.WakeWhenDue(loop, cluster.Time, owned, set.Spec.MinReadySeconds ?? 0, cancellationToken);
        var status = StatefulSetStatus.Of(set, owned, revisions, cluster.Time.GetUtcNow());
        await history.TrimAsync(set, revisions, owned, cancellationToken);
        if (!Differs.From(set.Status, status))
        {
            return;
        }

        var seen = new V1StatefulSet { ApiVersion = set.ApiVersion, Kind = set.Kind, Metadata = set.Metadata, Spec = set.Spec,
            Status = status };
        await cluster.Client.AppsV1.ReplaceNamespacedStatefulSetStatusAsync(
            seen, set.Metadata.Name, set.Metadata.NamespaceProperty, cancellationToken: cancellationToken).UnlessOvertaken();
    }
}
