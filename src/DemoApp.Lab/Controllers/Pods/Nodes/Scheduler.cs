using DemoApp.Lab.Controllers.Sets;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>Puts pods that have no node on one they fit, by their binding; says once why a pod fits none.</summary>
internal sealed class Scheduler(ClusterContext cluster, Informers informers)
{
    private const string Name = "default-scheduler";
    private readonly ReconcileLoop loop = new("scheduler", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Pods, informers.Nodes], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var nodes = informers.Nodes.Current.Values.ToArray();
        var pods = informers.Pods.Everywhere.Values.ToArray();
        var taken = pods.Where(p => p.Spec.NodeName is { Length: > 0 } && !p.IsOver())
            .GroupBy(p => p.Spec.NodeName).ToDictionary(g => g.Key, g => g.Count());
        await pods.Where(IsWaiting).EachAsync(Place, cancellationToken);

        Task Place(V1Pod pod)
        {
            (pod.ApiVersion, pod.Kind) = ("v1", "Pod");
            if (nodes.FirstOrDefault(n => Fit.WhyNot(pod, n, taken.GetValueOrDefault(n.Metadata.Name)) is null) is not { } node)
            {
                return RefuseAsync(pod, Fit.Verdict(pod, nodes, taken), cancellationToken);
            }

            taken[node.Metadata.Name] = taken.GetValueOrDefault(node.Metadata.Name) + 1;
            return BindAsync(pod, node.Metadata.Name, cancellationToken);
        }
    }

    private static bool IsWaiting(V1Pod pod) =>
        pod.Spec.NodeName is null or "" && !pod.IsTerminating() && pod.Spec.SchedulerName is null or "" or Name;

    private async Task BindAsync(V1Pod pod, string node, CancellationToken cancellationToken)
    {
        var binding = new V1Binding
        {
            ApiVersion = "v1",
            Kind = "Binding",
            Metadata = new V1ObjectMeta { Name = pod.Metadata.Name, NamespaceProperty = pod.Metadata.NamespaceProperty },
            Target = new V1ObjectReference { ApiVersion = "v1", Kind = "Node", Name = node },
        };
        var bind = cluster.Client.CoreV1.CreateNamespacedPodBindingAsync(
            binding, pod.Metadata.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken);
        await bind.UnlessOvertaken();
        if (bind.IsCompletedSuccessfully)
        {
            await cluster.Events.TellAsync(
                pod, Name, "Scheduled", $"Successfully assigned {pod.Metadata.NamespaceProperty}/{pod.Metadata.Name} to {node}",
                    cancellationToken);
        }
    }

    /// <summary>The condition says it already when nothing changed since: then nothing is written again.</summary>
    private async Task RefuseAsync(V1Pod pod, string verdict, CancellationToken cancellationToken)
    {
        var before = pod.Status?.Conditions?.FirstOrDefault(c => c.Type == "PodScheduled");
        if (before is { Status: "False" } && before.Message == verdict)
        {
            return;
        }

        var condition = new V1PodCondition
        {
            Type = "PodScheduled",
            Status = "False",
            Reason = "Unschedulable",
            Message = verdict,
            LastTransitionTime = before is { Status: "False" } ? before.LastTransitionTime : cluster.Time.Seconds(),
        };
        var status = new { conditions = (V1PodCondition[])[.. (pod.Status?.Conditions ?? []).Where(c => c != before), condition] };
        await cluster.Client.CoreV1.PatchNamespacedPodStatusAsync(
            Patches.Merge(new { status }), pod.Metadata.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken)
            .UnlessOvertaken();
        await cluster.Events.WarnAsync(pod, Name, "FailedScheduling", verdict, cancellationToken);
    }
}
