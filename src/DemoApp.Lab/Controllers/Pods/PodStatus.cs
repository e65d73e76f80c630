using System.Security.Cryptography;
using System.Text;
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
        V1Pod pod, IReadOnlyList<ContainerRun> runs, string? ip, DateTime started, V1PodStatus? before, DateTime now, NodeEndpoint? node = null) => new()
    {
        Phase = Phase(pod.Spec.RestartPolicy, runs),
        HostIP = (node ?? NodeEndpoint.Own).Address,
        HostIPs = [new V1HostIP { Ip = (node ?? NodeEndpoint.Own).Address }],
        PodIP = ip,
        PodIPs = ip is null ? null : [new V1PodIP { Ip = ip }],
        StartTime = started,
        QosClass = before?.QosClass ?? Quality(pod),
        Conditions = Conditions(pod, runs, ip is not null, before?.Conditions ?? [], now),
        InitContainerStatuses = pod.Spec.InitContainers is { Count: > 0 } first ? [.. first.Select(c => Done(pod, c, ip is not null, started))] : null,
        ContainerStatuses = [.. runs.Select(r => Container(pod, r))],
    };

    public static string Id(V1Pod pod, ContainerRun run) => Id(pod, run.Name, run.Restarts);

    public static string BackOffMessage(V1Pod pod, ContainerRun run) =>
        $"back-off {Duration(run.BackOff)} restarting failed container={run.Name} pod={pod.Metadata.Name}_{pod.Metadata.NamespaceProperty}({pod.Metadata.Uid})";

    public static string Phase(string? policy, IReadOnlyList<ContainerRun> runs) =>
        runs.Any(r => r is { Phase: ContainerPhase.Creating }) ? "Pending"
        : runs.Any(r => r.Phase is not ContainerPhase.Exited || Restarting.IsDue(policy, r.End?.ExitCode ?? 0)) ? "Running"
        : runs.All(r => r.End?.ExitCode is 0) ? "Succeeded"
        : "Failed";

    private static V1PodCondition[] Conditions(
        V1Pod pod, IReadOnlyList<ContainerRun> runs, bool sandboxed, IList<V1PodCondition> before, DateTime now)
    {
        var unready = runs.Where(r => !r.Ready).Select(r => r.Name).ToArray();
        var (reason, message) = unready.Length == 0 ? (null, null)
            : Phase(pod.Spec.RestartPolicy, runs) is "Succeeded" ? ("PodCompleted", null)
            : ("ContainersNotReady", $"containers with unready status: [{string.Join(' ', unready)}]");
        return
        [
            Condition("PodReadyToStartContainers", sandboxed),
            Condition("Initialized", sandboxed || pod.Spec.InitContainers is not { Count: > 0 }),
            Condition("Ready", unready.Length == 0, reason, message),
            Condition("ContainersReady", unready.Length == 0, reason, message),
            Condition("PodScheduled", true),
        ];

        V1PodCondition Condition(string type, bool holds, string? why = null, string? text = null)
        {
            var (status, was) = (holds ? "True" : "False", before.FirstOrDefault(c => c.Type == type));
            return new V1PodCondition
            {
                Type = type, Status = status, Reason = why, Message = text, LastTransitionTime = was?.Status == status ? was.LastTransitionTime ?? now : now,
            };
        }
    }

    private static V1ContainerStatus Container(V1Pod pod, ContainerRun run) => new()
    {
        Name = run.Name,
        Image = run.Image,
        ImageID = run.Phase is ContainerPhase.Creating ? "" : run.Image,
        ContainerID = run.Phase is ContainerPhase.Creating ? null : Id(pod, run),
        Ready = run.Ready,
        Started = run.Phase is ContainerPhase.Running,
        RestartCount = run.Restarts,
        State = run.Phase switch
        {
            ContainerPhase.Creating => Waiting("ContainerCreating", null),
            ContainerPhase.BackingOff => Waiting("CrashLoopBackOff", BackOffMessage(pod, run)),
            ContainerPhase.Exited => new V1ContainerState { Terminated = run.End },
            _ => new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = run.StartedAt } },
        },
        LastState = new V1ContainerState { Terminated = run.Phase is ContainerPhase.BackingOff ? run.End : run.Last },
    };

    private static V1ContainerState Waiting(string reason, string? message) =>
        new() { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } };

    /// <summary>What the lab runs needs no preparation: an init container is done as soon as the pod has its address.</summary>
    private static V1ContainerStatus Done(V1Pod pod, V1Container container, bool done, DateTime at)
    {
        var id = Id(pod, container.Name, 0);
        return new V1ContainerStatus
        {
            Name = container.Name,
            Image = container.Image,
            ImageID = done ? container.Image : "",
            ContainerID = done ? id : null,
            Ready = done,
            Started = false,
            State = done
                ? new V1ContainerState { Terminated = new V1ContainerStateTerminated { ContainerID = id, ExitCode = 0, Reason = "Completed", StartedAt = at, FinishedAt = at } }
                : Waiting("PodInitializing", null),
        };
    }

    private static string Quality(V1Pod pod)
    {
        var needs = pod.Spec.Containers.Select(c => c.Resources).ToArray();
        return needs.All(r => r?.Limits is not { Count: > 0 } && r?.Requests is not { Count: > 0 }) ? "BestEffort"
            : needs.All(r => r?.Limits is { } l && l.ContainsKey("cpu") && l.ContainsKey("memory")
                && (r.Requests is null || r.Requests.All(q => l.TryGetValue(q.Key, out var limit) && limit.Equals(q.Value)))) ? "Guaranteed"
            : "Burstable";
    }

    private static string Id(V1Pod pod, string container, int restarts) =>
        "demoapp://" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pod.Metadata.Uid}/{container}/{restarts}")));

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0}s" : $"{(int)time.TotalMinutes}m{time.Seconds}s";
}
