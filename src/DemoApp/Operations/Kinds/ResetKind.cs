using DemoApp.Clusters;

namespace DemoApp.Operations.Kinds;

/// <summary>Brings every cluster back to the start, from whatever state: each step does nothing where there is nothing to do.</summary>
internal sealed class ResetKind : IOperationKind
{
    private const string Own = "testdb";

    public string Name => "reset";

    public string[] Fields => [];

    public OperationSubject Subject => OperationSubject.Everything;

    public OperationDraft Draft(OperationRequest request, OperationWorld world) => new(
        [.. world.Names],
        [.. world.Clusters.SelectMany(Steps)],
        [
            "What runs is stopped. Every page goes through its own testdb again, and nothing is federated.",
            "A rec that is lost is recovered, a database that is down is repaired. What was written stays.",
            "Where all is as at the start already, nothing is done.",
        ],
        world.Clusters.Where(cluster => !cluster.Connected).Select(BreakGuard.Unreachable).FirstOrDefault());

    private static IEnumerable<OperationStep> Steps(ClusterSnapshot cluster) =>
    [
        .. RouteKind.Steps(cluster, Own),
        .. FederateKind.StepsBack(cluster),
        .. Faults(cluster),
        .. Recovery(cluster),
        .. RepairKind.Steps(cluster),
    ];

    /// <summary>What Chaos Mesh's objects do to this cluster ends with them.</summary>
    private static IEnumerable<OperationStep> Faults(ClusterSnapshot cluster)
    {
        yield return new(
            cluster.Name, $"{cluster.Name}: delete faults", $"{cluster.Kubectl} delete networkchaos,podchaos --all")
        {
            Act = async (hands, ct) => await hands.Commands.DeleteFaultsAsync(ct) is var deleted and > 0 ? Sight.Done($"{deleted} deleted") : Sight.Skipped("there are none"),
        };
    }

    private static IEnumerable<OperationStep> Recovery(ClusterSnapshot cluster)
    {
        var name = cluster.Name;
        yield return new(name, $"{name}: patch spec.clusterRecovery if the majority is lost")
        {
            Act = async (hands, ct) =>
            {
                if (hands.World.Cluster(name).Rec is not { State: "Error", ClusterRecovery: false })
                {
                    return Sight.Skipped("it is not");
                }
                await hands.Commands.RecoverAsync(ct);
                return Sight.Done("accepted by the API server");
            },
            Look = (world, acted) => !acted || world.Cluster(name).Rec is not { State: "Error" } ? new(acted, true, null) : Sight.Goes("waiting for the operator"),
        };
        yield return new(name, $"{name}: rec Running")
        {
            Look = (world, _) => world.Cluster(name).Rec is { State: "Running", ClusterRecovery: false }
                ? Sight.Done("seen")
                : Sight.Goes(world.Cluster(name).Rec?.State ?? "waiting for the operator"),
        };
        yield return new(name, $"{name}: all pods are ready")
        {
            Look = (world, _) => world.Cluster(name).Pods.Count(pod => pod.IsNode && !pod.IsReady) is var missing and > 0
                ? Sight.Goes($"{missing} not ready yet") : Sight.Done("seen"),
        };
    }
}
