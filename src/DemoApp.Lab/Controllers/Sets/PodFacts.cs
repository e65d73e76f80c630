using k8s.Models;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>What the controllers of sets ask about a pod.</summary>
internal static class PodFacts
{
    public static bool IsTerminating(this V1Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Its containers ended for good, and none is started again.</summary>
    public static bool IsOver(this V1Pod pod) => pod.Status?.Phase is "Succeeded" or "Failed";

    /// <summary>Made by a Job: somebody waits for its end.</summary>
    public static bool IsErrand(this V1Pod pod) => pod.Metadata.OwnerReferences?.Any(o => o is { Kind: "Job", Controller: true }) == true;

    public static bool IsActive(this V1Pod pod) => !pod.IsTerminating() && !pod.IsOver();

    /// <summary>Ready for as long as the set demands.</summary>
    public static bool IsAvailable(this V1Pod pod, int minReadySeconds, DateTimeOffset now) =>
        pod.IsReady() && (minReadySeconds == 0 || pod.AvailableAt(minReadySeconds) <= now);

    /// <summary>When a ready pod counts as available.</summary>
    public static DateTimeOffset AvailableAt(this V1Pod pod, int minReadySeconds) =>
        new DateTimeOffset(ReadySince(pod), TimeSpan.Zero).AddSeconds(minReadySeconds);

    public static int Restarts(this V1Pod pod) => pod.Status?.ContainerStatuses?.Sum(c => c.RestartCount) ?? 0;

    public static DateTime ReadySince(V1Pod pod) =>
        pod.Status?.Conditions?.FirstOrDefault(c => c is { Type: "Ready", Status: "True" })?.LastTransitionTime ?? DateTime.MinValue;
}
