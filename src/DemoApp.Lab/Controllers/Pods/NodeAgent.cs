using System.Collections.Concurrent;
using DemoApp.Lab.Controllers.Sets;
using DemoApp.Lab.Controllers.Watching;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>What a kubelet does: lives the life of every pod that is bound to the lab's node.</summary>
internal sealed class NodeAgent(ClusterContext cluster, Informers informers, IDatabaseHost database, IPodAddresses addresses)
    : IContainerLife
{
    private readonly ReconcileLoop loop = new("pods", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly NodeProcess node = new(cluster, informers.Recs, database);
    private readonly TaskCompletionSource takenOver = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, PodLife> lives = new(StringComparer.Ordinal);

    /// <summary>Every pod that ran when the lab started has its address again, and its containers run.</summary>
    public Task TakenOver => takenOver.Task;

    /// <summary>Runs the first processes of containers; gets its shell once that is there.</summary>
    public ContainerMain Main { get; } = new(cluster);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Pods, informers.Recs], ReconcileAsync, cancellationToken);

    public bool Kill(ContainerPlace place, int exitCode) =>
        lives.Values.FirstOrDefault(
            l => l.Pod.Metadata.Name == place.Pod && l.Pod.Metadata.NamespaceProperty == place.Namespace && !l.IsEnding)
            ?.Kill(place.Container, exitCode) == true;

    private Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var there = informers.Pods.Everywhere.Values.Where(p => p.Spec.NodeName == LabNames.Node)
            .ToDictionary(p => p.Metadata.Uid, StringComparer.Ordinal);
        foreach (var uid in lives.Keys.Where(uid => !there.ContainsKey(uid)))
        {
            if (lives.TryRemove(uid, out var gone))
            {
                gone.End(cancellationToken);
                var (ns, name) = (gone.Pod.Metadata.NamespaceProperty, gone.Pod.Metadata.Name);
                addresses.GiveUp(ns, name);
                cluster.Logs.Close(ns, name);
                _ = gone.DisposeAsync().AsTask();
            }
        }

        foreach (var (uid, pod) in there)
        {
            (pod.ApiVersion, pod.Kind) = ("v1", "Pod");
            Follow(lives.GetOrAdd(uid, _ => Born(pod, cancellationToken)), pod, cancellationToken);
        }

        takenOver.TrySetResult();
        return Task.CompletedTask;
    }

    private PodLife Born(V1Pod pod, CancellationToken cancellationToken)
    {
        var life = new PodLife(cluster, pod, node, addresses, Main);
        if (pod.IsActive())
        {
            life.Begin(cancellationToken);
        }

        return life;
    }

    private static void Follow(PodLife life, V1Pod pod, CancellationToken cancellationToken)
    {
        if (pod.IsTerminating() && !life.IsEnding)
        {
            life.Terminate(pod.Metadata.DeletionGracePeriodSeconds, cancellationToken);
        }
    }
}
