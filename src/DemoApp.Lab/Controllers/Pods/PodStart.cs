using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>How a pod comes up on the node: made anew, or taken over with what its status says.</summary>
internal sealed class PodStart(ClusterContext cluster, V1Pod pod, NodeProcess node, IPodAddresses addresses, PodRecord record)
{
    private const int UnknownExit = 255;
    private readonly int inits = pod.Spec.InitContainers?.Count ?? 0;
    private readonly bool isNode = pod.IsNodeOf(cluster.Namespace, cluster.Rec);

    /// <summary>An address, the init containers one after another, then all the others at once.</summary>
    /// <returns>The lives of the containers that go on.</returns>
    public async Task<IEnumerable<Task>> CreateAsync(IReadOnlyList<ContainerRunner> runners, CancellationToken stop)
    {
        await record.WriteAsync(stop);
        await cluster.Wait(PodStages.Creation, stop);
        // The pod of the same name before this one may still be stopping.
        await node.StoppedAsync(pod.Metadata.Name, stop);
        record.Ip = addresses.Assign(pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        var lives = new List<Task>();
        if (!await InitializeAsync(runners, lives, stop))
        {
            return lives;
        }

        foreach (var runner in runners.Skip(inits))
        {
            await runner.StartAsync(stop);
        }

        await record.WriteAsync(stop);
        return [.. lives, .. runners.Skip(inits).Select((r, i) => r.LiveAsync(PodStages.FirstReadiness(pod, i, isNode), stop))];
    }

    public async Task<IEnumerable<Task>> TakeOverAsync(IReadOnlyList<ContainerRunner> runners, CancellationToken stop)
    {
        record.Ip = addresses.Assign(pod.Metadata.NamespaceProperty, pod.Metadata.Name);
        var was = (pod.Status.InitContainerStatuses ?? []).Concat(pod.Status.ContainerStatuses ?? []).ToArray();
        var due = new List<int>();
        for (var i = 0; i < runners.Count; i++)
        {
            record[i] = Recovered(i, was.FirstOrDefault(s => s.Name == record[i].Name));
            if (record[i].Phase is ContainerPhase.Running)
            {
                due.Add(i);
            }
        }

        await record.WriteAsync(stop);
        await cluster.Events.TellAsync(pod, "kubelet", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", stop);
        return due.Select(i => runners[i].LiveAsync(
            record[i].Ready ? TimeSpan.Zero : PodStages.FirstReadiness(pod, Math.Max(0, i - inits), isNode), stop));
    }

    /// <returns>False when one failed for good: then nothing else starts.</returns>
    private async Task<bool> InitializeAsync(IReadOnlyList<ContainerRunner> runners, List<Task> lives, CancellationToken stop)
    {
        for (var i = 0; i < inits; i++)
        {
            await runners[i].StartAsync(stop);
            await record.WriteAsync(stop);
            if (PodRuns.IsSidecar(pod, i))
            {
                lives.Add(runners[i].LiveAsync(PodStages.Readiness(isNode: false), stop));
                continue;
            }

            await runners[i].LiveAsync(TimeSpan.Zero, stop);
            if (!record[i].Succeeded)
            {
                return false;
            }
        }

        return true;
    }

    private ContainerRun Recovered(int i, V1ContainerStatus? was)
    {
        var (run, now) = (record[i], cluster.Time.Seconds());
        var once = i < inits && !PodRuns.IsSidecar(pod, i);
        if (was?.State?.Terminated is { } end && (once || !Restarting.IsDue(pod.Spec.RestartPolicy, end.ExitCode)))
        {
            return run with { Phase = ContainerPhase.Exited, Restarts = was.RestartCount, End = end, StartedAt = end.StartedAt };
        }

        var lost = was?.State?.Terminated ?? new V1ContainerStateTerminated
        {
            ContainerID = was?.ContainerID, ExitCode = UnknownExit, Reason = "Unknown",
            StartedAt = was?.State?.Running?.StartedAt, FinishedAt = now,
        };
        return run with
        {
            Phase = ContainerPhase.Running, Ready = was?.Ready ?? false, Restarts = (was?.RestartCount ?? 0) + 1,
            StartedAt = now, Last = lost,
        };
    }
}
