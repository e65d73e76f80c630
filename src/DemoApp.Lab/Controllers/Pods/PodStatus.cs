using DemoApp.Lab.Controllers.Pods.Nodes;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>A pod's status as its node writes it. Pure; a condition that holds as before keeps its transition time.</summary>
internal static class PodStatus
{
    /// <param name="ip">Null until the pod has its address.</param>
    /// <param name="before">The status before this one.</param>
    /// <param name="node">The node it is on; null: one of a cluster that is the lab's own.</param>
    public static V1PodStatus Of(
        PodRuns runs, string? ip, DateTime started, V1PodStatus? before, DateTime now, NodeEndpoint? node = null) => new()
    {
        Phase = runs.Phase,
        HostIP = (node ?? NodeEndpoint.Own).Address,
        HostIPs = [new V1HostIP { Ip = (node ?? NodeEndpoint.Own).Address }],
        PodIP = ip,
        PodIPs = ip is null ? null : [new V1PodIP { Ip = ip }],
        StartTime = started,
        QosClass = before?.QosClass ?? Quality(runs.Pod),
        Conditions = Conditions(runs, ip is not null, before?.Conditions ?? [], now),
        InitContainerStatuses = runs.First.Count > 0 ? [.. runs.First.Select((r, i) => ContainerStatus.OfInit(runs.Pod, r, i))] : null,
        ContainerStatuses = [.. runs.Main.Select(r => ContainerStatus.Of(runs.Pod, r, ContainerStatus.Waits(runs)))],
    };

    private static V1PodCondition[] Conditions(PodRuns runs, bool sandboxed, IList<V1PodCondition> before, DateTime now)
    {
        var unready = runs.Lasting.Where(r => !r.Ready).Select(r => r.Name).ToArray();
        var undone = runs.Unfinished.Select(r => r.Name).ToArray();
        var (reason, message) = unready.Length == 0 ? (null, null)
            : runs.Phase is "Succeeded" ? ("PodCompleted", null)
            : runs.Phase is "Failed" ? ("PodFailed", null)
            : ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
        return
        [
            Condition("PodReadyToStartContainers", sandboxed),
            undone.Length == 0 ? Condition("Initialized", true, reason is "PodCompleted" ? reason : null)
                : Condition(
                    "Initialized", false, "ContainersNotInitialized", $"containers with incomplete status: [{string.Join(' ', undone)}]"),
            Condition("Ready", unready.Length == 0, reason, message),
            Condition("ContainersReady", unready.Length == 0, reason, message),
            Condition("PodScheduled", true),
        ];

        V1PodCondition Condition(string type, bool holds, string? why = null, string? text = null)
        {
            var (status, was) = (holds ? "True" : "False", before.FirstOrDefault(c => c.Type == type));
            return new V1PodCondition
            {
                Type = type,
                Status = status,
                Reason = why,
                Message = text,
                LastTransitionTime = was?.Status == status ? was.LastTransitionTime ?? now : now,
            };
        }
    }

    private static string Quality(V1Pod pod)
    {
        var needs = pod.Spec.Containers.Select(c => c.Resources).ToArray();
        return needs.All(r => r?.Limits is not { Count: > 0 } && r?.Requests is not { Count: > 0 }) ? "BestEffort"
            : needs.All(r => r?.Limits is { } l && l.ContainsKey("cpu") && l.ContainsKey("memory")
                && (r.Requests is null || r.Requests.All(q => l.TryGetValue(q.Key, out var limit) && limit.Equals(q.Value)))) ? "Guaranteed"
            : "Burstable";
    }
}
