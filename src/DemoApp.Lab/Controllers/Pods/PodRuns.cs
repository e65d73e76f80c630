using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>The containers of a pod as its node knows them, and what they make of it. Pure.</summary>
/// <param name="First">The init containers, in order.</param>
/// <param name="Main">The others.</param>
internal sealed record PodRuns(V1Pod Pod, IReadOnlyList<ContainerRun> First, IReadOnlyList<ContainerRun> Main)
{
    /// <summary>Init containers that have still to do their work; one that is restarted always only has to be up.</summary>
    public IEnumerable<ContainerRun> Unfinished =>
        First.Where((run, i) => !(IsSidecar(Pod, i) ? run.Phase is ContainerPhase.Running : run.Succeeded));

    /// <summary>All the main containers, and the init containers that live beside them.</summary>
    public IEnumerable<ContainerRun> Lasting => First.Where((_, i) => IsSidecar(Pod, i)).Concat(Main);

    public string Phase
    {
        get
        {
            var policy = Pod.Spec.RestartPolicy;
            return Unfinished.Any(r => r.Phase is ContainerPhase.Exited && policy is "Never") ? "Failed"
                : Unfinished.Any() || Main.Any(r => r.Phase is ContainerPhase.Creating) ? "Pending"
                : Main.Any(r => r.Phase is not ContainerPhase.Exited || Restarting.IsDue(policy, r.End?.ExitCode ?? 0)) ? "Running"
                : Main.All(r => r.Succeeded) ? "Succeeded"
                : "Failed";
        }
    }

    public static bool IsSidecar(V1Pod pod, int init) => pod.Spec.InitContainers[init].RestartPolicy is "Always";
}
