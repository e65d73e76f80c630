using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>What a ReplicaSet does next. Pure.</summary>
/// <param name="Create">How many pods are missing.</param>
/// <param name="Delete">Pods too many: those that would be missed least.</param>
internal sealed record ReplicaSetPlan(int Create, IReadOnlyList<V1Pod> Delete)
{
    public bool IsIdle => Create == 0 && Delete.Count == 0;

    public static ReplicaSetPlan For(V1ReplicaSet set, IEnumerable<V1Pod> owned)
    {
        if (set.Metadata.DeletionTimestamp is not null)
        {
            return new(0, []);
        }

        var active = owned.Where(p => p.IsActive()).ToArray();
        var excess = active.Length - (set.Spec.Replicas ?? 1);
        return excess <= 0 ? new(-excess, []) : new(0, [.. Dispensable(active).Take(excess)]);
    }

    /// <summary>Not on a node before those on one, pending before running, unready before ready, restarted more often, younger
    /// first.</summary>
    private static IEnumerable<V1Pod> Dispensable(IEnumerable<V1Pod> pods) => pods
        .OrderBy(p => p.Spec.NodeName is { Length: > 0 })
        .ThenBy(p => p.Status?.Phase is "Running")
        .ThenBy(p => p.IsReady())
        .ThenByDescending(PodFacts.ReadySince)
        .ThenByDescending(p => p.Restarts())
        .ThenByDescending(p => p.Metadata.CreationTimestamp)
        .ThenBy(p => p.Metadata.Name, StringComparer.Ordinal);
}
