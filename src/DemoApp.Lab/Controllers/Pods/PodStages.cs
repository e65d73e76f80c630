using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>One stage of a pod's life: how long the one before lasts, and how many of its containers are ready then.</summary>
internal sealed record PodStage(TimeSpan After, int Ready);

/// <summary>A pod's life as data, at pace 1: a node pod needs ten seconds from Pending to 2/2.</summary>
internal static class PodStages
{
    /// <summary>A container may take it until it is gone.</summary>
    public static readonly TimeSpan Termination = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Scheduling = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EachContainer = TimeSpan.FromSeconds(4.5);
    private static readonly TimeSpan EachHelper = TimeSpan.FromSeconds(1);

    public static IEnumerable<PodStage> Of(V1Pod pod, bool isNode)
    {
        yield return new PodStage(Scheduling, 0);
        for (var ready = 1; ready <= pod.Spec.Containers.Count; ready++)
        {
            yield return new PodStage(isNode ? EachContainer : EachHelper, ready);
        }
    }

    /// <summary>The bootstrapper is ready before the node it starts: containers become ready from the last to the first.</summary>
    public static V1PodStatus Status(V1Pod pod, string ip, DateTime started, int ready, DateTime now)
    {
        var containers = pod.Spec.Containers;
        var all = ready == containers.Count;
        return new V1PodStatus
        {
            Phase = "Running",
            PodIP = ip,
            PodIPs = [new V1PodIP { Ip = ip }],
            HostIP = "127.0.0.1",
            StartTime = started,
            QosClass = "BestEffort",
            Conditions =
            [
                Condition("PodScheduled", true, started),
                Condition("Initialized", true, started),
                Condition("ContainersReady", all, now),
                Condition("Ready", all, now),
            ],
            ContainerStatuses = [.. containers.Select((c, i) => new V1ContainerStatus
            {
                Name = c.Name,
                Image = c.Image,
                ImageID = c.Image,
                ContainerID = $"lab://{pod.Metadata.Uid}/{c.Name}",
                Ready = containers.Count - i <= ready,
                Started = true,
                RestartCount = 0,
                State = new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = started } },
            })],
        };
    }

    private static V1PodCondition Condition(string type, bool holds, DateTime since) =>
        new() { Type = type, Status = holds ? "True" : "False", LastTransitionTime = since };
}
