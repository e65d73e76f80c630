using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>Lives one container of a pod: ready after a while, dead when it is killed, back as the restart policy says.</summary>
internal sealed class ContainerRunner(ClusterContext cluster, V1Pod pod, int index, PodRecord record, NodeProcess node)
{
    private readonly string name = pod.Spec.Containers[index].Name;
    private readonly bool isNodePod = pod.IsNodeOf(cluster.Namespace, cluster.Rec);
    private readonly bool holdsNode = NodeProcess.IsIn(pod, pod.Spec.Containers[index].Name, cluster);
    private volatile TaskCompletionSource<int>? alive;

    /// <returns>False when the container does not run.</returns>
    public bool Kill(int exitCode) => alive?.TrySetResult(exitCode) == true;

    public async Task StartAsync(CancellationToken stop)
    {
        record[index] = record[index].Started(cluster.Time.Seconds());
        await TellStartAsync(stop);
    }

    /// <param name="untilReady">How long until the container that was just started is ready.</param>
    public async Task LiveAsync(TimeSpan untilReady, CancellationToken stop)
    {
        for (var ends = 0; ; untilReady = PodStages.Readiness(isNodePod))
        {
            var exitCode = await RunAsync(untilReady, stop);
            var ran = cluster.Time.Seconds() - record[index].StartedAt;
            ends = ran > Restarting.Forgiven ? 1 : ends + 1;
            await EndAsync(exitCode, stop);
            if (!Restarting.IsDue(pod.Spec.RestartPolicy, exitCode))
            {
                return;
            }

            await BackOffAsync(Restarting.BackOff(ends), stop);
            record[index] = record[index].Restarted(cluster.Time.Seconds());
            await TellStartAsync(stop);
            await record.WriteAsync(stop);
        }
    }

    /// <returns>The code the container ended with.</returns>
    private async Task<int> RunAsync(TimeSpan untilReady, CancellationToken stop)
    {
        var end = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var run = CancellationTokenSource.CreateLinkedTokenSource(stop);
        alive = end;
        var ready = BecomeReadyAsync(untilReady, run.Token);
        try
        {
            return await end.Task.WaitAsync(stop);
        }
        finally
        {
            alive = null;
            await run.CancelAsync();
            await ready.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task BecomeReadyAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await cluster.Wait(wait, cancellationToken);
        if (holdsNode)
        {
            await node.StartAsync(pod, cancellationToken);
        }

        if (!record[index].Ready)
        {
            record[index] = record[index] with { Ready = true };
            await record.WriteAsync(cancellationToken);
            cluster.Logs.Write(ContainerPlace.Of(pod, name), $"{name} is ready");
        }
    }

    private async Task EndAsync(int exitCode, CancellationToken stop)
    {
        cluster.Logs.Write(ContainerPlace.Of(pod, name), $"{name} ended with exit code {exitCode}");
        if (holdsNode)
        {
            _ = node.StopAsync(pod.Metadata.Name, stop);
        }

        record[index] = record[index].Exited(PodStatus.Id(pod, record[index]), exitCode, cluster.Time.Seconds());
        await record.WriteAsync(stop);
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
        var message = $"Back-off restarting failed container {name} in pod {podName}_{ns}({uid})";
        await cluster.Events.TellAsync(pod, new ContainerEvent(name, "BackOff", message, Warning: true), stop);
        await cluster.Wait(backOff, stop);
    }

    private async Task TellStartAsync(CancellationToken stop)
    {
        cluster.Logs.Write(ContainerPlace.Of(pod, name), $"{name} started");
        foreach (var what in (ContainerEvent[])
        [
            new(name, "Pulled", $"Container image \"{record[index].Image}\" already present on machine"),
            new(name, "Created", $"Created container: {name}"),
            new(name, "Started", $"Started container {name}"),
        ])
        {
            await cluster.Events.TellAsync(pod, what, stop);
        }
    }
}
