using DemoApp.Lab.Controllers.Sets;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>
/// One pod on the node, from its first sight to its end. A pod found running is taken over as after a reboot of its node: its
/// containers start at once, restart count one up, ready as they were; only its address is new.
/// </summary>
internal sealed partial class PodLife(ClusterContext cluster, V1Pod pod, NodeProcess node, IPodAddresses addresses) : IAsyncDisposable
{
    private const int UnknownExit = 255;
    private readonly CancellationTokenSource ending = new();
    private readonly PodRecord record = new(cluster, pod);
    private readonly ILogger logger = cluster.Loggers.CreateLogger<PodLife>();
    private ContainerRunner[] runners = [];
    private Task living = Task.CompletedTask;
    private Task terminating = Task.CompletedTask;

    public V1Pod Pod => pod;

    public bool IsEnding => ending.IsCancellationRequested;

    private string Name => pod.Metadata.Name;

    public bool Kill(string container, int exitCode)
    {
        var index = pod.Spec.Containers.ToList().FindIndex(c => c.Name == container);
        return index >= 0 && index < runners.Length && runners[index].Kill(exitCode);
    }

    public void Begin(CancellationToken cancellationToken) => living = LiveAsync(cancellationToken);

    /// <summary>Its containers are on their way out: nothing of the pod's life goes on.</summary>
    public void End(CancellationToken cancellationToken)
    {
        if (IsEnding)
        {
            return;
        }

        ending.Cancel();
        if (pod.IsNodeOf(cluster.Namespace, cluster.Rec))
        {
            _ = node.StopAsync(Name, cancellationToken);
        }
    }

    /// <summary>Lets the containers stop within the grace period, and the pod go.</summary>
    public void Terminate(long? graceSeconds, CancellationToken cancellationToken)
    {
        End(cancellationToken);
        terminating = TerminateAsync(graceSeconds, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(living, terminating);
        ending.Dispose();
        record.Dispose();
    }

    /// <summary>Runs until every container has ended for good, the pod ends or the lab stops. Never fails.</summary>
    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        try
        {
            var lives = pod.Status?.Phase is "Running" ? await TakeOverAsync(stop.Token) : await CreateAsync(stop.Token);
            await Task.WhenAll(lives);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The pod ends, or the lab.
        }
        catch (Exception e)
        {
            Log.Failed(logger, Name, e.Message);
            await cluster.Events.WarnAsync(pod, "kubelet", "Failed", e.Message, CancellationToken.None);
        }
    }

    private async Task TerminateAsync(long? graceSeconds, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var container in Running())
            {
                await cluster.Events.TellAsync(pod, new ContainerEvent(record[container].Name, "Killing", $"Stopping container {record[container].Name}"), cancellationToken);
            }

            var grace = TimeSpan.FromSeconds(graceSeconds ?? PodStages.Termination.TotalSeconds);
            await cluster.Wait(grace < PodStages.Termination ? grace : PodStages.Termination, cancellationToken);
            await node.StoppedAsync(Name, cancellationToken);
            foreach (var container in Running())
            {
                record[container] = record[container].Exited(PodStatus.Id(pod, record[container]), 0, cluster.Time.Seconds());
            }

            await record.WriteAsync(cancellationToken);
            var now = new V1DeleteOptions { GracePeriodSeconds = 0, Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } };
            await cluster.Client.CoreV1.DeleteNamespacedPodAsync(
                Name, pod.Metadata.NamespaceProperty, now, cancellationToken: cancellationToken).UnlessOvertaken();
        }
        catch (OperationCanceledException)
        {
            // The lab stops.
        }
        catch (Exception e)
        {
            Log.Failed(logger, Name, e.Message);
        }
    }

    private int[] Running() => [.. Enumerable.Range(0, pod.Spec.Containers.Count).Where(i => record[i].Phase is ContainerPhase.Running)];

    private async Task<IEnumerable<Task>> CreateAsync(CancellationToken stop)
    {
        await record.WriteAsync(stop);
        await cluster.Wait(PodStages.Creation, stop);
        // The pod of the same name before this one may still be stopping.
        await node.StoppedAsync(Name, stop);
        record.Ip = addresses.Assign(pod.Metadata.NamespaceProperty, Name);
        runners = Runners();
        foreach (var runner in runners)
        {
            await runner.StartAsync(stop);
        }

        await record.WriteAsync(stop);
        var isNode = pod.IsNodeOf(cluster.Namespace, cluster.Rec);
        return runners.Select((r, i) => r.LiveAsync(PodStages.FirstReadiness(pod, i, isNode), stop));
    }

    private async Task<IEnumerable<Task>> TakeOverAsync(CancellationToken stop)
    {
        record.Ip = addresses.Assign(pod.Metadata.NamespaceProperty, Name);
        runners = Runners();
        for (var i = 0; i < runners.Length; i++)
        {
            record[i] = Recovered(record[i], pod.Status.ContainerStatuses?.FirstOrDefault(s => s.Name == record[i].Name));
        }

        await record.WriteAsync(stop);
        await cluster.Events.TellAsync(pod, "kubelet", "SandboxChanged", "Pod sandbox changed, it will be killed and re-created.", stop);
        var isNode = pod.IsNodeOf(cluster.Namespace, cluster.Rec);
        return Running().Select(i => runners[i].LiveAsync(record[i].Ready ? TimeSpan.Zero : PodStages.FirstReadiness(pod, i, isNode), stop));
    }

    private ContainerRun Recovered(ContainerRun run, V1ContainerStatus? was)
    {
        var now = cluster.Time.Seconds();
        if (was?.State?.Terminated is { } end && !Restarting.IsDue(pod.Spec.RestartPolicy, end.ExitCode))
        {
            return run with { Phase = ContainerPhase.Exited, Restarts = was.RestartCount, End = end, StartedAt = end.StartedAt };
        }

        var lost = was?.State?.Terminated ?? new V1ContainerStateTerminated
        {
            ContainerID = was?.ContainerID, ExitCode = UnknownExit, Reason = "Unknown", StartedAt = was?.State?.Running?.StartedAt, FinishedAt = now,
        };
        return run with { Phase = ContainerPhase.Running, Ready = was?.Ready ?? false, Restarts = (was?.RestartCount ?? 0) + 1, StartedAt = now, Last = lost };
    }

    private ContainerRunner[] Runners() => [.. pod.Spec.Containers.Select((_, i) => new ContainerRunner(cluster, pod, i, record, node))];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Name}: {Why}")]
        public static partial void Failed(ILogger logger, string name, string why);
    }
}
