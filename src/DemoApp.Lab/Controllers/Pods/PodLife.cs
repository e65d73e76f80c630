using DemoApp.Lab.Controllers.Sets;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>
/// One pod on the node, from its first sight to its end. A pod found running is taken over as after a reboot of its node: its
/// containers start at once, restart count one up, ready as they were; only its address is new.
/// </summary>
internal sealed partial class PodLife(
    ClusterContext cluster, V1Pod pod, NodeProcess node, IPodAddresses addresses, ContainerMain main) : IAsyncDisposable
{
    /// <summary>How a container ends that is killed.</summary>
    public const int KilledExit = 137;
    private const int ToldToEndExit = 143;

    private readonly CancellationTokenSource ending = new();
    private readonly PodRecord record = new(cluster, pod);
    private readonly ILogger logger = cluster.Loggers.CreateLogger<PodLife>();
    private ContainerRunner[] runners = [];
    private Task living = Task.CompletedTask;
    private Task? terminating;

    public V1Pod Pod => pod;

    public bool IsEnding => terminating is not null || ending.IsCancellationRequested;

    private string Name => pod.Metadata.Name;

    public bool Kill(string container, int exitCode) => runners.FirstOrDefault(r => r.Container.Name == container)?.Kill(exitCode) == true;

    public void Begin(CancellationToken cancellationToken) => living = LiveAsync(cancellationToken);

    /// <summary>Its containers are on their way out: nothing of the pod's life goes on.</summary>
    public void End(CancellationToken cancellationToken)
    {
        if (ending.IsCancellationRequested)
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
    public void Terminate(long? graceSeconds, CancellationToken cancellationToken) =>
        terminating ??= TerminateAsync(TimeSpan.FromSeconds(graceSeconds ?? PodStages.Termination.TotalSeconds), cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(living, terminating ?? Task.CompletedTask);
        ending.Dispose();
        record.Dispose();
    }

    /// <summary>Runs until every container has ended for good, the pod ends or the lab stops. Never fails.</summary>
    private async Task LiveAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, ending.Token);
        try
        {
            var start = new PodStart(cluster, pod, node, addresses, record);
            runners = [.. PodContainers.Of(pod).Select((_, i) => new ContainerRunner(cluster, pod, i, record, node, main))];
            var lives = pod.Status?.Phase is "Running" ? await start.TakeOverAsync(runners, stop.Token)
                : await start.CreateAsync(runners, stop.Token);
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

    private async Task TerminateAsync(TimeSpan grace, CancellationToken cancellationToken)
    {
        try
        {
            var began = cluster.Time.GetTimestamp();
            var running = Running();
            await new PreStop(cluster, pod, main).RunAsync(running.Select(i => PodContainers.Of(pod)[i]), grace, cancellationToken);
            End(cancellationToken);
            foreach (var name in running.Select(i => record[i].Name))
            {
                await cluster.Events.TellAsync(pod, new ContainerEvent(name, "Killing", $"Stopping container {name}"), cancellationToken);
            }

            var left = cluster.Pace.Of(grace) - cluster.Time.GetElapsedTime(began);
            var wanted = cluster.Pace.Of(PodStages.Termination);
            await Task.Delay(left <= TimeSpan.Zero ? TimeSpan.Zero : left < wanted ? left : wanted, cluster.Time, cancellationToken);
            await node.StoppedAsync(Name, cancellationToken);
            await FinishAsync(cancellationToken);
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

    private async Task FinishAsync(CancellationToken cancellationToken)
    {
        foreach (var i in Running())
        {
            var exit = main.Runs(pod, PodContainers.Of(pod)[i]) ? ToldToEndExit : 0;
            record[i] = record[i].Exited(ContainerStatus.Id(pod, record[i]), exit, cluster.Time.Seconds());
        }

        await record.WriteAsync(cancellationToken);
        var now = new V1DeleteOptions { GracePeriodSeconds = 0, Preconditions = new V1Preconditions { Uid = pod.Metadata.Uid } };
        await cluster.Client.CoreV1.DeleteNamespacedPodAsync(
            Name, pod.Metadata.NamespaceProperty, now, cancellationToken: cancellationToken).UnlessOvertaken();
    }

    private int[] Running() => [.. Enumerable.Range(0, PodContainers.Of(pod).Count).Where(i => record[i].Phase is ContainerPhase.Running)];

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Name}: {Why}")]
        public static partial void Failed(ILogger logger, string name, string why);
    }
}
