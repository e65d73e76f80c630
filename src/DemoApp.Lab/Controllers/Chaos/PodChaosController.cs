using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>Kills the pods a PodChaos selects, once: they stand in the status before they die, so a restart kills nothing twice.</summary>
internal sealed class PodChaosController(ClusterContext cluster, Informers informers)
{
    private readonly ChaosObjects objects = new(cluster, ChaosResource.PodPlural, "PodChaos");
    private readonly HashSet<string> killed = new(StringComparer.Ordinal);
    private readonly ReconcileLoop loop = new("pod chaos", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public async Task RunAsync(CancellationToken cancellationToken) => await Task.WhenAll(
        objects.Informer.RunAsync(cancellationToken),
        loop.RunAsync([objects.Informer, informers.Pods], ReconcileAsync, cancellationToken));

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var chaos in objects.All.Where(c => c.Metadata.DeletionTimestamp is null && !c.IsPaused))
        {
            if (PodChaosPlan.Read(chaos, out var mistakes) is not { } plan)
            {
                await RefuseAsync(chaos, mistakes, cancellationToken);
            }
            // The status may not have come back yet when the killed pods' end is seen.
            else if (!ChaosProgress.Was(chaos.Status, "Selected") && !killed.Contains(chaos.Metadata.Uid))
            {
                await KillAsync(chaos, plan, cancellationToken);
            }
        }
    }

    private async Task KillAsync(ChaosResource chaos, PodChaosPlan plan, CancellationToken ct)
    {
        V1Pod[] matching = [.. informers.Pods.Current.Values.Where(p => p.Metadata.DeletionTimestamp is null && plan.Selector.Matches(p))];
        var pods = plan.Mode.Choose([.. matching.Select(p => p.Metadata.Name)], [], chaos.Chance);
        await objects.WriteStatusAsync(chaos, ChaosProgress.Next(chaos.Status, cluster.Namespace, pods, run: true, paused: false), ct);
        foreach (var pod in matching.Where(p => pods.Contains(p.Metadata.Name)))
        {
            killed.Add(chaos.Metadata.Uid);
            var (ns, name, uid) = (pod.Metadata.NamespaceProperty, pod.Metadata.Name, pod.Metadata.Uid);
            var options = new V1DeleteOptions { GracePeriodSeconds = plan.GracePeriodSeconds, Preconditions = new() { Uid = uid } };
            await cluster.Client.CoreV1.DeleteNamespacedPodAsync(name, ns, options, cancellationToken: ct)
                .Unless(HttpStatusCode.NotFound).Unless(HttpStatusCode.Conflict);
            await objects.TellAsync(chaos, "Applied", $"Successfully apply chaos for {ns}/{name}", ct);
        }
    }

    private async Task RefuseAsync(ChaosResource chaos, IReadOnlyList<string> mistakes, CancellationToken ct)
    {
        var status = ChaosProgress.Refused(mistakes);
        if (Differs.From(chaos.Status, status))
        {
            await objects.WarnAsync(chaos, "Failed", "Nothing is killed: " + string.Join("; ", mistakes), ct);
            await objects.WriteStatusAsync(chaos, status, ct);
        }
    }
}
