using DemoApp.Lab.Controllers.Pods.Images;
using DemoApp.Lab.Controllers.Pods.Probes;
using DemoApp.Lab.Controllers.Sets;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>Lives one container of a pod: ready after a while, dead when it ends or is killed, back as the restart policy says.</summary>
/// <param name="index">Among all containers of the pod, in the order of <see cref="PodContainers"/>.</param>
internal sealed class ContainerRunner(ClusterContext cluster, V1Pod pod, int index, PodRecord record, NodeProcess node, ContainerMain main)
{
    private readonly V1Container container = PodContainers.Of(pod)[index];
    private readonly bool isInit = index < (pod.Spec.InitContainers?.Count ?? 0);
    private volatile TaskCompletionSource<int>? alive;

    public V1Container Container => container;

    private string Name => container.Name;

    private ContainerPlace Place => ContainerPlace.Of(pod, Name);

    private bool IsNodePod => pod.IsNodeOf(cluster.Namespace, cluster.Rec);

    private bool HoldsNode => NodeProcess.IsIn(pod, Name, cluster);

    /// <summary>An init container has work to do once; one that is restarted always lives as the main ones do.</summary>
    private string? Policy => !isInit ? pod.Spec.RestartPolicy
        : container.RestartPolicy is "Always" ? "Always"
        : pod.Spec.RestartPolicy is "Never" ? "Never"
        : "OnFailure";

    /// <returns>False when the container does not run.</returns>
    public bool Kill(int exitCode) => alive?.TrySetResult(exitCode) == true;

    /// <summary>Marks it as started, if its image can be had.</summary>
    public async Task StartAsync(CancellationToken stop)
    {
        if (ImageRefusal.Of(container.Image) is null)
        {
            record[index] = record[index].Started(cluster.Time.Seconds());
            await TellStartAsync(stop);
        }
    }

    /// <summary>Lives until the container has ended for good.</summary>
    /// <param name="untilReady">How long until the container that was just started is ready.</param>
    public async Task LiveAsync(TimeSpan untilReady, CancellationToken stop)
    {
        if (ImageRefusal.Of(container.Image) is { } refusal)
        {
            await new ImagePull(cluster, pod, Name, container.Image, refusal).FailForeverAsync(ShowAsync, stop);
        }

        for (var ends = 0; ; untilReady = PodStages.Readiness(IsNodePod))
        {
            var exitCode = await RunAsync(untilReady, stop);
            var ran = cluster.Time.Seconds() - record[index].StartedAt;
            ends = ran > Restarting.Forgiven ? 1 : ends + 1;
            await EndAsync(exitCode, stop);
            if (!Restarting.IsDue(Policy, exitCode))
            {
                return;
            }

            await BackOffAsync(Restarting.BackOff(ends), stop);
            cluster.Logs.Turn(Place);
            record[index] = record[index].Restarted(cluster.Time.Seconds());
            await TellStartAsync(stop);
            await record.WriteAsync(stop);
        }

        Task ShowAsync(V1ContainerStateWaiting why)
        {
            record[index] = record[index] with { Waiting = why };
            return record.WriteAsync(stop);
        }
    }

    /// <returns>The code the container ended with.</returns>
    private async Task<int> RunAsync(TimeSpan untilReady, CancellationToken stop)
    {
        var end = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
        alive = end;
        var beside = Task.WhenAll(WorkAsync(end, run.Token), BecomeReadyAsync(untilReady, run.Token));
        try
        {
            return await end.Task.WaitAsync(stop);
        }
        finally
        {
            alive = null;
            await run.CancelAsync();
            await beside.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(TaskCompletionSource<int> end, CancellationToken run)
    {
        var ends = isInit ? container.RestartPolicy is not "Always" : pod.IsErrand();
        end.TrySetResult(await main.RunAsync(pod, container, ends, run));
    }

    private async Task BecomeReadyAsync(TimeSpan wait, CancellationToken run)
    {
        if (isInit && container.RestartPolicy is not "Always")
        {
            return;
        }

        await cluster.Wait(wait, run);
        if (HoldsNode)
        {
            await node.StartAsync(pod, run);
        }

        await new ContainerProbes(cluster, pod, container, main).WatchAsync(ReadyAsync, () => Kill(PodLife.KilledExit), run);
    }

    private async Task ReadyAsync(bool ready, CancellationToken run)
    {
        if (record[index].Ready != ready)
        {
            record[index] = record[index] with { Ready = ready };
            await record.WriteAsync(run);
            Say($"{Name} is {(ready ? "ready" : "not ready")}");
        }
    }

    private async Task EndAsync(int exitCode, CancellationToken stop)
    {
        Say($"{Name} ended with exit code {exitCode}");
        cluster.Logs.End(Place);
        if (HoldsNode)
        {
            _ = node.StopAsync(pod.Metadata.Name, stop);
        }

        record[index] = record[index].Exited(ContainerStatus.Id(pod, record[index]), exitCode, cluster.Time.Seconds());
        await record.WriteAsync(stop);
    }

    /// <summary>A command that really runs has its log to itself.</summary>
    private void Say(string line)
    {
        if (!main.Runs(pod, container))
        {
            cluster.Logs.Write(Place, line);
        }
    }

    private async Task BackOffAsync(TimeSpan backOff, CancellationToken stop)
    {
        if (backOff == TimeSpan.Zero)
        {
            await cluster.Wait(PodStages.Restart, stop);
            return;
        }

        record[index] = record[index] with { Phase = ContainerPhase.BackingOff, BackOff = backOff };
        await record.WriteAsync(stop);
        var (podName, ns, uid) = (pod.Metadata.Name, pod.Metadata.NamespaceProperty, pod.Metadata.Uid);
        var message = $"Back-off restarting failed container {Name} in pod {podName}_{ns}({uid})";
        await cluster.Events.TellAsync(pod, new ContainerEvent(Name, "BackOff", message, Warning: true), stop);
        await cluster.Wait(backOff, stop);
    }

    private async Task TellStartAsync(CancellationToken stop)
    {
        foreach (var what in (ContainerEvent[])
        [
            new(Name, "Pulled", $"Container image \"{container.Image}\" already present on machine"),
            new(Name, "Created", $"Created container: {Name}"),
            new(Name, "Started", $"Started container {Name}"),
        ])
        {
            await cluster.Events.TellAsync(pod, what, stop);
        }
    }
}
