using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

internal enum ContainerPhase
{
    Creating,
    Running,
    Exited,

    /// <summary>Exited more than once in a while; the next start waits.</summary>
    BackingOff,
}

/// <summary>One container of a pod, as its node knows it.</summary>
/// <param name="Last">How the run before this one ended.</param>
internal sealed record ContainerRun(
    string Name,
    string Image,
    ContainerPhase Phase = ContainerPhase.Creating,
    bool Ready = false,
    int Restarts = 0,
    DateTime? StartedAt = null,
    TimeSpan BackOff = default,
    V1ContainerStateTerminated? End = null,
    V1ContainerStateTerminated? Last = null)
{
    public ContainerRun Started(DateTime now) => this with { Phase = ContainerPhase.Running, StartedAt = now, Ready = false, End = null, Last = End ?? Last };

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
