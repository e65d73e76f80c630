using DemoApp.Lab.Controllers.Pods.Nodes;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>What a DaemonSet does next: a pod for every node that has none, none where there is no node for it. Pure.</summary>
internal sealed record DaemonSetPlan(IReadOnlyList<V1Node> Create, IReadOnlyList<V1Pod> Delete)
{
    private static readonly string[] Tolerated = ["not-ready", "unreachable", "disk-pressure", "memory-pressure", "pid-pressure",
        "unschedulable"];

    public bool IsIdle => Create.Count == 0 && Delete.Count == 0;

    public static DaemonSetPlan For(V1DaemonSet set, string hash, IEnumerable<V1Pod> owned, IEnumerable<V1Node> nodes)
    {
        var fit = nodes.Where(n => Fits(set, n)).ToArray();
        var pods = owned.ToArray();
        var over = pods.Where(p => !p.IsTerminating() && (p.IsOver() || fit.All(n => n.Metadata.Name != NodeOf(p))));
        var old = set.Spec.UpdateStrategy?.Type is "OnDelete" || pods.Any(p => p.IsTerminating() || !p.IsReady())
            ? []
            : pods.Where(p => HashOf(p) != hash).Take(1);
        return new([.. fit.Where(n => pods.All(p => NodeOf(p) != n.Metadata.Name))], [.. over.Union(old)]);
    }

    public static V1DaemonSetStatus Status(V1DaemonSet set, string hash, V1Pod[] owned, IEnumerable<V1Node> nodes, DateTimeOffset now)
    {
        var (wanted, there) = (nodes.Count(n => Fits(set, n)), owned.Where(p => p.IsActive()).ToArray());
        var available = there.Count(p => p.IsAvailable(set.Spec.MinReadySeconds ?? 0, now));
        return new()
        {
            ObservedGeneration = set.Metadata.Generation,
            DesiredNumberScheduled = wanted,
            CurrentNumberScheduled = there.Length,
            UpdatedNumberScheduled = there.Count(p => HashOf(p) == hash) is > 0 and var updated ? updated : null,
            NumberReady = there.Count(p => p.IsReady()),
            NumberAvailable = available > 0 ? available : null,
            NumberUnavailable = wanted > available ? wanted - available : null,
            NumberMisscheduled = 0,
        };
    }

    /// <summary>The scheduler is to put the pod on this node and no other, whatever else the node is short of.</summary>
    public static void Bind(V1Pod pod, V1Node node)
    {
        pod.Spec.NodeName = node.Metadata.Name;
        pod.Spec.Tolerations = [.. pod.Spec.Tolerations ?? [], .. Tolerations()];
    }

    private static bool Fits(V1DaemonSet set, V1Node node)
    {
        var pod = new V1Pod
        {
            Spec = new V1PodSpec
            {
                NodeSelector = set.Spec.Template.Spec.NodeSelector,
                    Tolerations = [.. set.Spec.Template.Spec.Tolerations ?? [], .. Tolerations()],
            },
        };
        return Fit.WhyNot(pod, node) is null;
    }

    private static IEnumerable<V1Toleration> Tolerations() => Tolerated.Select(key => new V1Toleration
    {
        Key = "node.kubernetes.io/" + key, OperatorProperty = "Exists", Effect = key is "not-ready" or "unreachable" ? "NoExecute"
            : "NoSchedule",
    });

    private static string? NodeOf(V1Pod pod) => pod.Spec.NodeName;

    private static string? HashOf(V1Pod pod) =>
        pod.Metadata.Labels is { } labels && labels.TryGetValue("controller-revision-hash", out var hash) ? hash : null;
}
