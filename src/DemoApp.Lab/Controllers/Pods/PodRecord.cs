using System.Net;
using k8s;
using k8s.Autorest;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>What a node knows of one pod, and its way into the pod's status: one write after another, each of the latest.</summary>
internal sealed partial class PodRecord(ClusterContext cluster, V1Pod pod) : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly SemaphoreSlim writing = new(1, 1);
    private readonly ILogger logger = cluster.Loggers.CreateLogger<PodRecord>();
    private readonly DateTime started = pod.Status?.StartTime ?? cluster.Time.Seconds();
    private readonly ContainerRun[] runs = [.. pod.Spec.Containers.Select(c => new ContainerRun(c.Name, c.Image))];
    private V1PodStatus? status = pod.Status;

    public string? Ip { get; set; }

    public ContainerRun this[int container]
    {
        get => Volatile.Read(ref runs[container]);
        set => Volatile.Write(ref runs[container], value);
    }

    /// <summary>Writes the status as it is now. A pod that is gone, or another of the same name, needs none.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken);
        try
        {
            while (!await TryWriteAsync(cancellationToken))
            {
                await Task.Delay(Retry, cluster.Time, cancellationToken);
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public void Dispose() => writing.Dispose();

    private async Task<bool> TryWriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            status = PodStatus.Of(pod, runs, Ip, started, status, cluster.Time.Seconds(), cluster.Node);
            var patch = Patches.Merge(new { metadata = new { uid = pod.Metadata.Uid }, status });
            await cluster.Client.CoreV1.PatchNamespacedPodStatusAsync(patch, pod.Metadata.Name, pod.Metadata.NamespaceProperty, cancellationToken: cancellationToken)
                .UnlessOvertaken();
            return true;
        }
        catch (Exception e) when (e is HttpOperationException or HttpRequestException or IOException)
        {
            Log.NotWritten(logger, pod.Metadata.Name, e.Message);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The status of pod {Name} was not written ({Why}); trying again")]
        public static partial void NotWritten(ILogger logger, string name, string why);
    }
}
