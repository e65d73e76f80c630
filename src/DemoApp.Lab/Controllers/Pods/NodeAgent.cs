using System.Collections.Concurrent;
using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>What a kubelet does: lives every pod's life, and starts and stops the node processes behind them.</summary>
internal sealed partial class NodeAgent(ClusterContext cluster, Informers informers, IDatabaseHost database, IPodAddresses addresses)
{
    private const string Component = "kubelet";
    private static readonly TimeSpan LostPoll = TimeSpan.FromSeconds(1);

    private readonly ILogger logger = cluster.Loggers.CreateLogger<NodeAgent>();
    private readonly ReconcileLoop loop = new("pods", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly Dictionary<string, Life> lives = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task> stops = new(StringComparer.Ordinal);

    public Task RunAsync(CancellationToken cancellationToken) => loop.RunAsync([informers.Pods, informers.Recs], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var there = informers.Pods.Current.Values.ToDictionary(p => p.Metadata.Uid, StringComparer.Ordinal);
        foreach (var (uid, life) in lives.Where(l => !there.ContainsKey(l.Key)).ToArray())
        {
            lives.Remove(uid);
            End(life, cancellationToken);
            cluster.Logs.Close(life.Pod.Metadata.Name);
        }

        foreach (var (uid, pod) in there)
        {
            (pod.ApiVersion, pod.Kind) = ("v1", "Pod");
            if (!lives.TryGetValue(uid, out var life))
            {
                life = lives[uid] = new Life(pod, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
                _ = LiveAsync(life);
            }

            if (pod.Metadata.DeletionTimestamp is not null && !life.Ending)
            {
                End(life, cancellationToken);
                _ = TerminateAsync(life, cancellationToken);
            }
        }

        return Task.CompletedTask;
    }

    private async Task LiveAsync(Life life)
    {
        var (pod, stop) = (life.Pod, life.Stop.Token);
        var name = pod.Metadata.Name;
        var isNode = pod.IsNodeOf(cluster.Rec);
        try
        {
            var started = cluster.Time.GetUtcNow().UtcDateTime;
            string? ip = null;
            foreach (var stage in PodStages.Of(pod, isNode))
            {
                await cluster.Wait(stage.After, stop);
                if (ip is null)
                {
                    // The pod of the same name before this one may still be stopping.
                    await stops.GetValueOrDefault(name, Task.CompletedTask).WaitAsync(stop);
                    ip = addresses.Assign(name);
                    await cluster.Events.TellAsync(pod, Component, "Started", $"Started containers of {name}, address {ip}", stop);
                }

                if (isNode && stage.Ready == pod.Spec.Containers.Count)
                {
                    await WhileLostAsync(name, stop);
                    await database.StartNodeAsync(name, stop);
                }

                var status = PodStages.Status(pod, ip, started, stage.Ready, cluster.Time.GetUtcNow().UtcDateTime);
                await cluster.Client.CoreV1.PatchNamespacedPodStatusAsync(
                    Patches.Merge(new { status }), name, cluster.Namespace, cancellationToken: stop);
                Say(pod, stage.Ready);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The pod ends, or the lab.
        }
        catch (Exception e)
        {
            Log.Failed(logger, name, e.Message);
            await cluster.Events.WarnAsync(pod, Component, "Failed", e.Message, CancellationToken.None);
        }
    }

    /// <summary>A cluster that has lost every node cannot be joined: the node container stays unready until a recovery begins.</summary>
    private async Task WhileLostAsync(string name, CancellationToken cancellationToken)
    {
        if (informers.Recs.Find(cluster.Rec)?.Status?.State is "Error")
        {
            cluster.Logs.Write(name, LabNames.NodeContainer, "no cluster to join: the majority is lost; set spec.clusterRecovery");
        }

        while (informers.Recs.Find(cluster.Rec)?.Status?.State is "Error")
        {
            await cluster.Wait(LostPoll, cancellationToken);
        }
    }

    private void Say(V1Pod pod, int ready)
    {
        var containers = pod.Spec.Containers;
        if (ready == 0)
        {
            foreach (var container in containers)
            {
                cluster.Logs.Write(pod.Metadata.Name, container.Name, $"{container.Name} started");
            }

            return;
        }

        var latest = containers[^ready].Name;
        cluster.Logs.Write(pod.Metadata.Name, latest, $"{latest} is ready ({ready}/{containers.Count})");
    }

    private void End(Life life, CancellationToken cancellationToken)
    {
        if (life.Ending)
        {
            return;
        }

        life.Ending = true;
        life.Stop.Cancel();
        if (life.Pod.IsNodeOf(cluster.Rec))
        {
            stops[life.Pod.Metadata.Name] = StopNodeAsync(life.Pod.Metadata.Name, cancellationToken);
        }
    }

    private async Task StopNodeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            cluster.Logs.Write(name, LabNames.NodeContainer, "the node stops");
            await database.StopNodeAsync(name, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, name, e.Message);
        }
    }

    private async Task TerminateAsync(Life life, CancellationToken cancellationToken)
    {
        var name = life.Pod.Metadata.Name;
        try
        {
            await cluster.Events.TellAsync(life.Pod, Component, "Killing", $"Stopping containers of {name}", cancellationToken);
            await cluster.Wait(PodStages.Termination, cancellationToken);
            await stops.GetValueOrDefault(name, Task.CompletedTask).WaitAsync(cancellationToken);
            await cluster.Client.CoreV1.DeleteNamespacedPodAsync(
                name, cluster.Namespace, gracePeriodSeconds: 0, cancellationToken: cancellationToken).Unless(HttpStatusCode.NotFound);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, name, e.Message);
        }
        catch (OperationCanceledException)
        {
            // The lab stops.
        }
    }

    private sealed class Life(V1Pod pod, CancellationTokenSource stop)
    {
        public V1Pod Pod => pod;

        public CancellationTokenSource Stop => stop;

        public bool Ending { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Pod {Name}: {Why}")]
        public static partial void Failed(ILogger logger, string name, string why);
    }
}
