using System.Security.Cryptography;
using System.Text;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>A container's status as its node writes it. Pure.</summary>
internal static class ContainerStatus
{
    private const string Initializing = "PodInitializing";

    /// <summary>What containers wait with that have not had their turn.</summary>
    public static string Waits(PodRuns runs) => runs.First.Count > 0 ? Initializing : "ContainerCreating";

    /// <summary>An init container is ready once it has succeeded, one that lives on once it is.</summary>
    public static V1ContainerStatus OfInit(V1Pod pod, ContainerRun run, int init) =>
        Of(pod, run with { Ready = PodRuns.IsSidecar(pod, init) ? run.Ready : run.Succeeded }, Initializing);

    public static V1ContainerStatus Of(V1Pod pod, ContainerRun run, string waits) => new()
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
            ContainerPhase.Creating when run.Waiting is { } why => new V1ContainerState { Waiting = why },
            ContainerPhase.Creating => Waiting(waits, null),
            ContainerPhase.BackingOff => Waiting("CrashLoopBackOff", BackOffMessage(pod, run)),
            ContainerPhase.Exited => new V1ContainerState { Terminated = run.End },
            _ => new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = run.StartedAt } },
        },
        LastState = new V1ContainerState { Terminated = run.Phase is ContainerPhase.BackingOff ? run.End : run.Last },
    };

    public static string Id(V1Pod pod, ContainerRun run) =>
        "demoapp://" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{pod.Metadata.Uid}/{run.Name}/{run.Restarts}")));

    private static string BackOffMessage(V1Pod pod, ContainerRun run) =>
        $"back-off {Duration(run.BackOff)} restarting failed container={run.Name} "
        + $"pod={pod.Metadata.Name}_{pod.Metadata.NamespaceProperty}({pod.Metadata.Uid})";

    private static V1ContainerState Waiting(string reason, string? message) =>
        new() { Waiting = new V1ContainerStateWaiting { Reason = reason, Message = message } };

    private static string Duration(TimeSpan time) =>
        time.TotalMinutes < 1 ? $"{time.TotalSeconds:0}s" : $"{(int)time.TotalMinutes}m{time.Seconds}s";
}
