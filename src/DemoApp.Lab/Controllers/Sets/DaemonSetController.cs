using DemoApp.Lab.Controllers.Pods.Nodes;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>Keeps one pod of each DaemonSet on every node it fits; pods of an older template are replaced one after another.</summary>
internal sealed class DaemonSetController(ClusterContext cluster, Informers informers)
{
    private const string Component = "daemonset-controller";
    private const string Hash = "controller-revision-hash";
    private readonly ReconcileLoop loop = new("daemonset", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly SetPods pods = new(cluster, informers, Component);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.DaemonSets, informers.Pods, informers.Nodes], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken) =>
        informers.DaemonSets.Everywhere.Values.Where(s => s.Metadata.DeletionTimestamp is null)
            .EachAsync(set => ReconcileAsync(set, cancellationToken), cancellationToken);

    private async Task ReconcileAsync(V1DaemonSet set, CancellationToken cancellationToken)
    {
        (set.ApiVersion, set.Kind) = ("apps/v1", "DaemonSet");
        var hash = Templates.Hash(set.Spec.Template);
        var plan = DaemonSetPlan.For(set, hash, pods.Cached(set.Metadata), informers.Nodes.Current.Values);
        if (!plan.IsIdle)
        {
            var live = await pods.LiveAsync(set.Metadata, cancellationToken);
            await FollowAsync(set, hash, DaemonSetPlan.For(set, hash, live, informers.Nodes.Current.Values), cancellationToken);
        }

        var status = DaemonSetPlan.Status(
            set, hash, [.. pods.Cached(set.Metadata)], informers.Nodes.Current.Values, cluster.Time.GetUtcNow());
        if (Differs.From(set.Status, status))
        {
            var seen = new V1DaemonSet { ApiVersion = set.ApiVersion, Kind = set.Kind, Metadata = set.Metadata, Spec = set.Spec,
                Status = status };
            await cluster.Client.AppsV1.ReplaceNamespacedDaemonSetStatusAsync(
                seen, set.Metadata.Name, set.Metadata.NamespaceProperty, cancellationToken: cancellationToken).UnlessOvertaken();
        }
    }

    private async Task FollowAsync(V1DaemonSet set, string hash, DaemonSetPlan plan, CancellationToken cancellationToken)
    {
        foreach (var pod in plan.Delete)
        {
            await pods.DeleteAsync(set, pod, name => $"Deleted pod: {name}", cancellationToken);
        }

        foreach (var node in plan.Create)
        {
            var pod = PodOf.Template(set, set.Spec.Template);
            pod.Metadata.GenerateName = set.Metadata.Name + "-";
            pod.Metadata.Labels = new Dictionary<string, string>(pod.Metadata.Labels ?? new Dictionary<string, string>())
            {
                [Hash] = hash, ["pod-template-generation"] = $"{set.Metadata.Generation ?? 1}",
            };
            DaemonSetPlan.Bind(pod, node);
            await pods.CreateAsync(set, pod, name => $"Created pod: {name}", cancellationToken);
        }
    }
}
