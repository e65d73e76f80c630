using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Stateful;

/// <param name="Current">Name of the revision pods were of before the update; the same as Update when none is under way.</param>
/// <param name="Update">Name of the revision of the template as it is.</param>
internal sealed record RevisionPair(string Current, string Update);

/// <summary>What a StatefulSet does next. Pure.</summary>
/// <param name="Create">Ordinals to create now, each with the revision it is made from: one at a time unless the set is Parallel.</param>
/// <param name="Delete">Pods to delete: too many, over, or of an old revision; highest first.</param>
internal sealed record StatefulSetPlan(IReadOnlyList<(int Ordinal, string Revision)> Create, IReadOnlyList<V1Pod> Delete)
{
    private static readonly StatefulSetPlan Nothing = new([], []);

    public bool IsIdle => Create.Count == 0 && Delete.Count == 0;

    public static StatefulSetPlan For(V1StatefulSet set, IEnumerable<V1Pod> owned, RevisionPair revisions, DateTimeOffset now)
    {
        if (set.Metadata.DeletionTimestamp is not null)
        {
            return Nothing;
        }

        var pods = owned.Where(p => SetPod.Ordinal(set, p) >= 0).ToDictionary(p => SetPod.Ordinal(set, p));
        var (start, replicas, ordered) = (
            set.Spec.Ordinals?.Start ?? 0, set.Spec.Replicas ?? 1, set.Spec.PodManagementPolicy is not "Parallel");
        var create = new List<(int, string)>();
        var delete = new List<V1Pod>();
        bool Healthy(V1Pod pod) => pod.IsActive() && pod.IsAvailable(set.Spec.MinReadySeconds ?? 0, now);

        for (var ordinal = start; ordinal < start + replicas; ordinal++)
        {
            var pod = pods.GetValueOrDefault(ordinal);
            if (pod is null)
            {
                create.Add((ordinal, RevisionOf(set, ordinal, revisions)));
            }
            else if (pod.IsOver() && !pod.IsTerminating())
            {
                delete.Add(pod);
            }

            if (ordered && (pod is null || !Healthy(pod)))
            {
                return new(create, delete);
            }
        }

        var condemned = pods.Where(p => p.Key < start || p.Key >= start + replicas).OrderByDescending(p => p.Key)
            .Select(p => p.Value).ToArray();
        var going = condemned.Where(p => !p.IsTerminating());
        delete.AddRange(!ordered ? going : condemned.Any(p => p.IsTerminating()) ? [] : going.Take(1));
        return create.Count + delete.Count + condemned.Length > 0 ? new(create, delete) : Updating(set, pods, revisions, Healthy);
    }

    /// <summary>Highest ordinal first, down to the partition, each once the one before is back and healthy.</summary>
    private static StatefulSetPlan Updating(
        V1StatefulSet set, Dictionary<int, V1Pod> pods, RevisionPair revisions, Func<V1Pod, bool> healthy)
    {
        if (set.Spec.UpdateStrategy?.Type is "OnDelete")
        {
            return Nothing;
        }

        foreach (var (_, pod) in pods.Where(p => p.Key >= Partition(set)).OrderByDescending(p => p.Key))
        {
            if (SetPod.Revision(pod) != revisions.Update && !pod.IsTerminating())
            {
                return new([], [pod]);
            }

            if (!healthy(pod))
            {
                return Nothing;
            }
        }

        return Nothing;
    }

    /// <summary>A pod that comes back in mid-update comes back as what it was, unless the update has reached it.</summary>
    private static string RevisionOf(V1StatefulSet set, int ordinal, RevisionPair revisions)
    {
        if (set.Spec.UpdateStrategy?.Type is "OnDelete")
        {
            return revisions.Update;
        }

        var start = set.Spec.Ordinals?.Start ?? 0;
        var reached = set.Spec.UpdateStrategy?.RollingUpdate?.Partition is { } partition and > 0
            ? start + partition
            : start + (set.Status?.CurrentReplicas ?? 0);
        return ordinal < reached ? revisions.Current : revisions.Update;
    }

    private static int Partition(V1StatefulSet set) =>
        (set.Spec.Ordinals?.Start ?? 0) + (set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0);
}
