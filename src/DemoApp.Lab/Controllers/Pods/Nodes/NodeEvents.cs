using DemoApp.Lab.Controllers.Watching;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>What a kubelet tells of its node: that it has started and what it has, and whether it takes pods.</summary>
internal sealed class NodeEvents(ClusterContext cluster, Informers informers)
{
    private const string Kubelet = "kubelet";
    private static readonly string[] AtStart = ["NodeHasSufficientMemory", "NodeHasNoDiskPressure", "NodeHasSufficientPID"];
    private readonly ReconcileLoop loop = new("node events", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private bool? takesPods;

    public Task RunAsync(CancellationToken cancellationToken) => loop.RunAsync([informers.Nodes], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (informers.Nodes.Find(LabNames.Node) is not { } node)
        {
            return;
        }

        // Lists carry no kind for their items.
        (node.ApiVersion, node.Kind) = ("v1", "Node");
        var takes = node.Spec?.Unschedulable is not true;
        if (takesPods is null)
        {
            await cluster.Events.TellAsync(node, Kubelet, "Starting", "Starting kubelet.", cancellationToken);
            foreach (var state in AtStart)
            {
                await StatusAsync(node, state, cancellationToken);
            }

            await cluster.Events.TellAsync(
                node, "node-controller", "RegisteredNode",
                    $"Node {node.Metadata.Name} event: Registered Node {node.Metadata.Name} in Controller",
                cancellationToken);
        }
        else if (takes != takesPods)
        {
            await StatusAsync(node, takes ? "NodeSchedulable" : "NodeNotSchedulable", cancellationToken);
        }

        takesPods = takes;
    }

    private Task StatusAsync(V1Node node, string state, CancellationToken cancellationToken) =>
        cluster.Events.TellAsync(node, Kubelet, state, $"Node {node.Metadata.Name} status is now: {state}", cancellationToken);
}
