using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>How long the stages of a pod's life last, at pace 1: a node pod needs ten seconds from Pending to 2/2.</summary>
internal static class PodStages
{
    /// <summary>A container may take it until it is gone, if its grace period is no shorter.</summary>
    public static readonly TimeSpan Termination = TimeSpan.FromSeconds(1);

    /// <summary>From the node's first sight of a pod until its containers run.</summary>
    public static readonly TimeSpan Creation = TimeSpan.FromSeconds(1);

    /// <summary>Between a container's end and its next start.</summary>
    public static readonly TimeSpan Restart = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan EachContainer = TimeSpan.FromSeconds(4.5);
    private static readonly TimeSpan EachHelper = TimeSpan.FromSeconds(1);

    /// <summary>From a container's start until it is ready.</summary>
    public static TimeSpan Readiness(bool isNode) => isNode ? EachContainer : EachHelper;

    /// <summary>The bootstrapper is ready before the node it starts: a new pod's containers become ready from the last to the
    /// first.</summary>
    public static TimeSpan FirstReadiness(V1Pod pod, int container, bool isNode) =>
        Readiness(isNode) * (pod.Spec.Containers.Count - container);
}
