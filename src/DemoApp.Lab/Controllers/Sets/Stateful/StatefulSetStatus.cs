using k8s.Models;
using static DemoApp.Lab.Controllers.Sets.ReplicaSetStatus;

namespace DemoApp.Lab.Controllers.Sets.Stateful;

/// <summary>The status of a StatefulSet, counted from its pods. Pure.</summary>
internal static class StatefulSetStatus
{
    public static V1StatefulSetStatus Of(V1StatefulSet set, IEnumerable<V1Pod> owned, RevisionPair revisions, DateTimeOffset now)
    {
        var pods = owned.Where(p => SetPod.Ordinal(set, p) >= 0).ToArray();
        var staying = pods.Where(p => !p.IsTerminating()).ToArray();
        var current = staying.Count(p => SetPod.Revision(p) == revisions.Current);
        var updated = staying.Count(p => SetPod.Revision(p) == revisions.Update);
        var ready = pods.Count(p => p.IsReady());
        var done = set.Spec.UpdateStrategy?.Type is not "OnDelete" && updated == (set.Spec.Replicas ?? 1) && updated == pods.Length
            && ready == pods.Length;
        return new V1StatefulSetStatus
        {
            ObservedGeneration = set.Metadata.Generation,
            Replicas = pods.Length,
            ReadyReplicas = Count(ready),
            AvailableReplicas = pods.Count(p => p.IsAvailable(set.Spec.MinReadySeconds ?? 0, now)),
            CurrentReplicas = Count(done ? updated : current),
            UpdatedReplicas = Count(updated),
            CurrentRevision = done ? revisions.Update : revisions.Current,
            UpdateRevision = revisions.Update,
            CollisionCount = set.Status?.CollisionCount ?? 0,
        };
    }
}
