using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>
/// Takes the taint away that admission gives to every new node, once the lab's node is ready. A controller manager does it, and where
/// there is none no pod would ever be scheduled.
/// </summary>
internal sealed class ReadyTaint(ClusterContext cluster, Informers informers)
{
    private const string NotReady = "node.kubernetes.io/not-ready";
    private readonly ReconcileLoop loop = new("ready taint", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) => loop.RunAsync([informers.Nodes], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (informers.Nodes.Find(LabNames.Node) is not { Spec.Taints: { } taints } node
            || taints.All(t => t.Key != NotReady)
            || node.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) != true)
        {
            return;
        }

        var left = taints.Where(t => t.Key != NotReady).ToArray();
        var patch = Patches.Merge(new { metadata = new { resourceVersion = node.Metadata.ResourceVersion }, spec = new { taints = left } });
        await cluster.Client.CoreV1.PatchNodeAsync(patch, LabNames.Node, cancellationToken: cancellationToken).UnlessOvertaken();
    }
}
