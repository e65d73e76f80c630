using System.Collections.Concurrent;
using DemoApp.Lab.Controllers.Rec;
using DemoApp.Lab.Controllers.Watching;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>
/// The database node process in a pod's node container: started when the container is about to be ready, stopped with it. A process
/// that still stops holds up the one that follows it under the same name.
/// </summary>
internal sealed partial class NodeProcess(ClusterContext cluster, Informer<RecResource> recs, IDatabaseHost database)
{
    private static readonly TimeSpan LostPoll = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, Task> stops = new(StringComparer.Ordinal);
    private readonly ILogger logger = cluster.Loggers.CreateLogger<NodeProcess>();

    public static bool IsIn(V1Pod pod, string container, ClusterContext cluster) =>
        container == LabNames.NodeContainer && pod.IsNodeOf(cluster.Namespace, cluster.Rec);

    public Task StoppedAsync(string pod, CancellationToken cancellationToken) =>
        stops.GetValueOrDefault(pod, Task.CompletedTask).WaitAsync(cancellationToken);

    /// <summary>A cluster that has lost every node cannot be joined: the node container stays unready until a recovery begins.</summary>
    public async Task StartAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        var name = pod.Metadata.Name;
        if (IsLost())
        {
            cluster.Logs.Write(
                new(cluster.Namespace, name, LabNames.NodeContainer), "no cluster to join: the majority is lost; set spec.clusterRecovery");
            var unhealthy = new ContainerEvent(
                LabNames.NodeContainer, "Unhealthy", "Readiness probe failed: no cluster to join: the majority is lost", Warning: true);
            await cluster.Events.TellAsync(pod, unhealthy, cancellationToken);
        }

        while (IsLost())
        {
            await cluster.Wait(LostPoll, cancellationToken);
        }

        await StoppedAsync(name, cancellationToken);
        await database.StartNodeAsync(name, cancellationToken);
    }

    public Task StopAsync(string pod, CancellationToken cancellationToken) => stops[pod] = StopNodeAsync(pod, cancellationToken);

    private bool IsLost() => recs.Find(cluster.Rec)?.Status?.State is "Error";

    private async Task StopNodeAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            cluster.Logs.Write(new(cluster.Namespace, name, LabNames.NodeContainer), "the node stops");
            await database.StopNodeAsync(name, cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Failed(logger, name, e.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The node process of {Pod} did not stop: {Why}")]
        public static partial void Failed(ILogger logger, string pod, string why);
    }
}
