using k8s.Models;
using static DemoApp.Lab.Controllers.Sets.ReplicaSetStatus;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>The status of a Deployment, summed over its ReplicaSets. Pure.</summary>
internal static class RolloutStatus
{
    public static V1DeploymentStatus Of(Rollout rollout, DateTime now)
    {
        var before = rollout.Deployment.Status;
        var (total, available) = (rollout.All.Sum(s => s.Status?.Replicas ?? 0), rollout.Available);
        var status = new V1DeploymentStatus
        {
            ObservedGeneration = rollout.Deployment.Metadata.Generation,
            Replicas = Count(total),
            UpdatedReplicas = Count(rollout.New?.Status?.Replicas ?? 0),
            ReadyReplicas = Count(rollout.All.Sum(s => s.Status?.ReadyReplicas ?? 0)),
            AvailableReplicas = Count(available),
            UnavailableReplicas = Count(Math.Max(0, rollout.Wanted - available)),
            CollisionCount = before?.CollisionCount,
        };
        var conditions = (before?.Conditions ?? []).ToDictionary(c => c.Type);
        RolloutConditions.Put(conditions, RolloutConditions.Available(rollout), now);
        if (RolloutConditions.Progressing(
            rollout, status, conditions.GetValueOrDefault(RolloutConditions.ProgressingType), now) is { } progressing)
        {
            RolloutConditions.Put(conditions, progressing, now);
        }

        status.Conditions = [.. conditions.Values];
        return status;
    }
}
