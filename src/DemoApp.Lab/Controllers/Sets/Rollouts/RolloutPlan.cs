using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>
/// What a Deployment does next: a new ReplicaSet for a new template, the one up and the others down within maxSurge and
/// maxUnavailable, and no more of them kept than the history's length. Pure; an empty plan means nothing is due.
/// </summary>
internal static class RolloutPlan
{
    private const int DefaultHistory = 10;

    /// <param name="oldPodsRun">Whether a pod of an old template still runs; Recreate waits for the last.</param>
    public static IReadOnlyList<RolloutStep> For(Rollout rollout, bool oldPodsRun)
    {
        if (rollout.Deployment.Metadata.DeletionTimestamp is not null)
        {
            return [];
        }

        RolloutStep[] marks = [.. Marks(rollout)];
        if (marks.Length > 0)
        {
            return marks;
        }

        RolloutStep[] steps = [.. Resizing.IsDue(rollout) || rollout.IsPaused ? Resizing.Steps(rollout)
            : rollout.IsRecreate ? Recreate(rollout, oldPodsRun)
            : Rolling(rollout)];
        return steps.Length > 0 ? steps : rollout.IsComplete || rollout.IsPaused ? [.. Forgotten(rollout)] : [];
    }

    /// <summary>The revision, on the current ReplicaSet and on the Deployment.</summary>
    private static IEnumerable<RolloutStep> Marks(Rollout rollout)
    {
        if (rollout.New is not { } current)
        {
            yield break;
        }

        var wanted = Revisions.For(rollout.Deployment, current, rollout.LatestRevision);
        if (!Revisions.Says(current, wanted))
        {
            yield return new RolloutStep.Annotate(current, wanted);
        }

        var revision = Math.Max(Revisions.Of(current), rollout.LatestRevision);
        if (Revisions.Of(rollout.Deployment) != revision)
        {
            yield return new RolloutStep.Revise(revision);
        }
    }

    private static IEnumerable<RolloutStep> Recreate(Rollout rollout, bool oldPodsRun)
    {
        var running = rollout.Old.Where(s => Rollout.Size(s) > 0).ToArray();
        return running.Length > 0 ? running.Select(s => new RolloutStep.Scale(s, 0))
            : oldPodsRun ? []
            : rollout.New is not { } current ? [new RolloutStep.Create(ReplicaSetOf.Deployment(rollout, rollout.Replicas))]
            : Rollout.Size(current) != rollout.Replicas ? [new RolloutStep.Scale(current, rollout.Replicas)]
            : [];
    }

    private static IEnumerable<RolloutStep> Rolling(Rollout rollout)
    {
        var size = rollout.New is null ? 0 : Rollout.Size(rollout.New);
        var room = Math.Max(0, rollout.Replicas + rollout.MaxSurge - rollout.Wanted);
        var to = size > rollout.Replicas ? rollout.Replicas : size + Math.Min(room, rollout.Replicas - size);
        return rollout.New is not { } current ? [new RolloutStep.Create(ReplicaSetOf.Deployment(rollout, to))]
            : to != size ? [new RolloutStep.Scale(current, to)]
            : ScaleDown.Steps(rollout, current);
    }

    private static IEnumerable<RolloutStep> Forgotten(Rollout rollout) => rollout.Old
        .OrderBy(Revisions.Of)
        .Take(Math.Max(0, rollout.Old.Count - (rollout.Deployment.Spec.RevisionHistoryLimit ?? DefaultHistory)))
        .Where(s => Rollout.Size(s) == 0 && (s.Status?.Replicas ?? 0) == 0 && s.Metadata.DeletionTimestamp is null)
        .Select(s => new RolloutStep.Forget(s));
}
