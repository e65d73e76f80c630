using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>The conditions Available and Progressing, with the reasons `kubectl rollout status` goes by. Pure.</summary>
internal static class RolloutConditions
{
    public const string ProgressingType = "Progressing";
    private const string Complete = "NewReplicaSetAvailable";
    private const string Moving = "ReplicaSetUpdated";
    private const string Paused = "DeploymentPaused";
    private const string TimedOut = "ProgressDeadlineExceeded";
    private const int DefaultDeadline = 600;

    public static V1DeploymentCondition Available(Rollout rollout) => rollout.Available >= rollout.MinAvailable
        ? Of("Available", "True", "MinimumReplicasAvailable", "Deployment has minimum availability.")
        : Of("Available", "False", "MinimumReplicasUnavailable", "Deployment does not have minimum availability.");

    /// <returns>The condition as it should be now, or null when it stays as it is.</returns>
    public static V1DeploymentCondition? Progressing(Rollout rollout, V1DeploymentStatus status, V1DeploymentCondition? was, DateTime now)
    {
        if (rollout.IsPaused)
        {
            return was?.Reason is TimedOut ? null : Of(ProgressingType, "Unknown", Paused, "Deployment is paused");
        }

        if (was?.Reason is Paused)
        {
            return Of(ProgressingType, "Unknown", "DeploymentResumed", "Deployment is resumed");
        }

        if (rollout.New is not { } current)
        {
            return null;
        }

        var name = current.Metadata.Name;
        if (rollout.IsComplete)
        {
            return Of(ProgressingType, "True", Complete, $"ReplicaSet \"{name}\" has successfully progressed.");
        }

        if (was is null || (was.Reason is Complete && was.Message?.Contains($"\"{name}\"", StringComparison.Ordinal) != true))
        {
            return Of(ProgressingType, "True", "NewReplicaSetCreated", $"Created new replica set \"{name}\"");
        }

        // Once complete, a pod that goes and comes back is no rollout.
        return was.Reason is Complete ? null
            : Moved(rollout.Deployment.Status, status) ? Of(ProgressingType, "True", Moving, $"ReplicaSet \"{name}\" is progressing.", now)
            : Deadline(rollout.Deployment, was) <= now ? Of(
                ProgressingType, "False", TimedOut, $"ReplicaSet \"{name}\" has timed out progressing.")
            : null;
    }

    /// <summary>When a rollout without progress counts as failed; null for one that is complete or never does.</summary>
    public static DateTime? Deadline(V1Deployment deployment, V1DeploymentCondition? progressing) =>
        progressing is { Reason: not (Complete or Paused or TimedOut), LastUpdateTime: { } since }
            ? since.AddSeconds(deployment.Spec.ProgressDeadlineSeconds ?? DefaultDeadline)
            : null;

    /// <summary>The same status and reason change nothing; the same status keeps its transition time.</summary>
    public static void Put(Dictionary<string, V1DeploymentCondition> conditions, V1DeploymentCondition next, DateTime now)
    {
        var was = conditions.GetValueOrDefault(next.Type);
        if (was?.Status == next.Status && was.Reason == next.Reason && (next.LastUpdateTime is null || was.LastUpdateTime == now))
        {
            return;
        }

        next.LastUpdateTime = now;
        next.LastTransitionTime = was?.Status == next.Status ? was.LastTransitionTime : now;
        conditions[next.Type] = next;
    }

    private static bool Moved(V1DeploymentStatus? before, V1DeploymentStatus after) =>
        (after.UpdatedReplicas ?? 0) > (before?.UpdatedReplicas ?? 0)
        || OldOnes(after) < OldOnes(before)
        || (after.ReadyReplicas ?? 0) > (before?.ReadyReplicas ?? 0)
        || (after.AvailableReplicas ?? 0) > (before?.AvailableReplicas ?? 0);

    private static int OldOnes(V1DeploymentStatus? status) => (status?.Replicas ?? 0) - (status?.UpdatedReplicas ?? 0);

    private static V1DeploymentCondition Of(string type, string status, string reason, string message, DateTime? moved = null) =>
        new() { Type = type, Status = status, Reason = reason, Message = message, LastUpdateTime = moved };
}
