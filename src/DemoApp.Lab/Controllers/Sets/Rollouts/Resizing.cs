using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>spec.replicas changed, perhaps in mid-rollout: the ReplicaSets grow or shrink in proportion. Pure.</summary>
internal static class Resizing
{
    public static bool IsDue(Rollout rollout) =>
        rollout.All.Any(s => Rollout.Size(s) > 0 && Revisions.DesiredOf(s) is { } desired && desired != rollout.Replicas);

    public static IEnumerable<RolloutStep> Steps(Rollout rollout)
    {
        var active = rollout.All.Where(s => Rollout.Size(s) > 0).ToArray();
        var only = active.Length switch
        {
            0 => rollout.New ?? rollout.Old.MaxBy(Revisions.Of),
            1 => active[0],
            _ => null,
        };
        if (only is not null)
        {
            return Rollout.Size(only) == rollout.Replicas ? Resized(rollout, only) : [new RolloutStep.Scale(only, rollout.Replicas)];
        }

        return active.Length == 0 || rollout.IsRecreate || !IsDue(rollout) ? [] : Proportional(rollout, active);
    }

    /// <summary>The size is right and only said wrongly.</summary>
    private static IEnumerable<RolloutStep> Resized(Rollout rollout, V1ReplicaSet set) =>
        IsDue(rollout) ? [new RolloutStep.Annotate(set, Revisions.Sizes(rollout.Replicas, rollout.Replicas + rollout.MaxSurge))] : [];

    private static IEnumerable<RolloutStep> Proportional(Rollout rollout, V1ReplicaSet[] active)
    {
        var max = rollout.Replicas == 0 ? 0 : rollout.Replicas + rollout.MaxSurge;
        var left = max - rollout.Wanted;
        var steps = new List<RolloutStep.Scale>();
        foreach (var set in active.OrderByDescending(Rollout.Size).ThenByDescending(s => s.Metadata.CreationTimestamp))
        {
            var size = Rollout.Size(set);
            var share = (int)Math.Round(
                (double)size * max / (Revisions.MaxOf(set) ?? rollout.Wanted), MidpointRounding.AwayFromZero) - size;
            share = left > 0 ? Math.Clamp(share, 0, left) : Math.Clamp(share, left, 0);
            left -= share;
            steps.Add(new RolloutStep.Scale(set, size + share));
        }

        // What rounding left over goes to the largest. A scale to the same size still writes down what it was made for.
        steps[0] = steps[0] with { To = Math.Max(0, steps[0].To + left) };
        return steps;
    }
}
