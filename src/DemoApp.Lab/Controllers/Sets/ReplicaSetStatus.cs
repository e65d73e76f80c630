using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>The status of a ReplicaSet, counted from its pods. Pure; a count of zero is absent, as the API writes it.</summary>
internal static class ReplicaSetStatus
{
    public static V1ReplicaSetStatus Of(V1ReplicaSet set, IEnumerable<V1Pod> owned, DateTimeOffset now)
    {
        var active = owned.Where(p => p.IsActive()).ToArray();
        var labels = set.Spec.Template?.Metadata?.Labels ?? new Dictionary<string, string>();
        return new V1ReplicaSetStatus
        {
            Replicas = active.Length,
            FullyLabeledReplicas = Count(active.Count(p => p.HasLabels(labels))),
            ReadyReplicas = Count(active.Count(p => p.IsReady())),
            AvailableReplicas = Count(active.Count(p => p.IsAvailable(set.Spec.MinReadySeconds ?? 0, now))),
            ObservedGeneration = set.Metadata.Generation,
            Conditions = set.Status?.Conditions,
        };
    }

    public static int? Count(int number) => number == 0 ? null : number;
}
