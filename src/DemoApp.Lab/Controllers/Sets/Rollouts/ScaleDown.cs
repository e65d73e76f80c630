using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>Old ReplicaSets of a rolling update: first their pods that are not available anyway, then as many as can be missed.
/// Pure.</summary>
internal static class ScaleDown
{
    public static IEnumerable<RolloutStep> Steps(Rollout rollout, V1ReplicaSet current)
    {
        var sizes = rollout.Old.ToDictionary(s => s, Rollout.Size);
        var notYetAvailable = Rollout.Size(current) - (current.Status?.AvailableReplicas ?? 0);
        var room = rollout.Wanted - rollout.MinAvailable - notYetAvailable;
        if (room <= 0)
        {
            return [];
        }

        foreach (var set in rollout.Old)
        {
            var broken = Math.Clamp(sizes[set] - (set.Status?.AvailableReplicas ?? 0), 0, room);
            sizes[set] -= broken;
            room -= broken;
        }

        var spare = Math.Max(0, rollout.Available - rollout.MinAvailable);
        foreach (var set in rollout.Old)
        {
            var dropped = Math.Min(sizes[set], spare);
            sizes[set] -= dropped;
            spare -= dropped;
        }

        return rollout.Old.Where(s => sizes[s] != Rollout.Size(s)).Select(s => new RolloutStep.Scale(s, sizes[s]));
    }
}
