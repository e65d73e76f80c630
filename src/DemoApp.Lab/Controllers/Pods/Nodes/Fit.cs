using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>Whether a pod may be on a node: its selector, the node's taints, a node that is cordoned. Pure.</summary>
internal static class Fit
{
    private const string Unschedulable = "node.kubernetes.io/unschedulable";

    /// <param name="pod">One without a node.</param>
    /// <param name="node">As last seen.</param>
    /// <param name="taken">How many pods the node has.</param>
    /// <returns>Null when it may; else why not, as a scheduler says it of one node.</returns>
    public static string? WhyNot(V1Pod pod, V1Node node, int taken = 0)
    {
        if (node.Status?.Allocatable is { } room && room.TryGetValue("pods", out var most) && taken >= most.ToInt64())
        {
            return "Too many pods";
        }

        if (node.Spec?.Unschedulable is true && !Tolerates(pod, new V1Taint { Key = Unschedulable, Effect = "NoSchedule" }))
        {
            return "node(s) were unschedulable";
        }

        if (pod.Spec.NodeSelector?.Any(s => node.Metadata.Labels?.TryGetValue(s.Key, out var value) != true || value != s.Value) == true)
        {
            return "node(s) didn't match Pod's node affinity/selector";
        }

        var taint = node.Spec?.Taints?.FirstOrDefault(
            t => t.Effect is "NoSchedule" or "NoExecute" && t.Key != Unschedulable && !Tolerates(pod, t));
        return taint is null ? null : $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}";
    }

    /// <summary>What is said of a pod that fits nowhere.</summary>
    public static string Verdict(V1Pod pod, IReadOnlyCollection<V1Node> nodes, IReadOnlyDictionary<string, int> taken)
    {
        if (nodes.Count == 0)
        {
            return "no nodes available to schedule pods";
        }

        var reasons = nodes.Select(n => WhyNot(pod, n, taken.GetValueOrDefault(n.Metadata.Name))).OfType<string>().GroupBy(r => r)
            .Select(g => $"{g.Count()} {g.Key}").Order(StringComparer.Ordinal);
        return $"0/{nodes.Count} nodes are available: {string.Join(", ", reasons)}. "
            + $"preemption: 0/{nodes.Count} nodes are available: {nodes.Count} Preemption is not helpful for scheduling.";
    }

    private static bool Tolerates(V1Pod pod, V1Taint taint) => pod.Spec.Tolerations?.Any(t =>
        (t.Effect is null or "" || t.Effect == taint.Effect)
        && (t.OperatorProperty is "Exists"
            ? t.Key is null or "" || t.Key == taint.Key
            : t.Key == taint.Key && (t.Value ?? "") == (taint.Value ?? ""))) == true;
}
