using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

internal enum ContainerPhase
{
    /// <summary>Not started yet: its pod is being made, it waits for the init containers, or its image cannot be had.</summary>
    Creating,
    Running,
    Exited,

    /// <summary>Exited more than once in a while; the next start waits.</summary>
    BackingOff,
}

/// <summary>One container of a pod, as its node knows it.</summary>
/// <param name="Last">How the run before this one ended.</param>
/// <param name="Waiting">Why it is not started; null: nothing is wrong.</param>
internal sealed record ContainerRun(
    string Name,
    string Image,
    ContainerPhase Phase = ContainerPhase.Creating,
    bool Ready = false,
    int Restarts = 0,
    DateTime? StartedAt = null,
    TimeSpan BackOff = default,
    V1ContainerStateTerminated? End = null,
    V1ContainerStateTerminated? Last = null,
    V1ContainerStateWaiting? Waiting = null)
{
    public bool Succeeded => this is { Phase: ContainerPhase.Exited, End.ExitCode: 0 };

    public ContainerRun Started(DateTime now) => this with
    {
        Phase = ContainerPhase.Running, StartedAt = now, Ready = false, End = null, Last = End ?? Last, Waiting = null,
    };

    public ContainerRun Restarted(DateTime now) => Started(now) with { Restarts = Restarts + 1 };

    public ContainerRun Exited(string id, int exitCode, DateTime now) => this with
    {
        Phase = ContainerPhase.Exited,
        Ready = false,
        End = new V1ContainerStateTerminated
        {
            ContainerID = id, ExitCode = exitCode, Reason = exitCode == 0 ? "Completed" : "Error", StartedAt = StartedAt, FinishedAt = now,
        },
    };
}
