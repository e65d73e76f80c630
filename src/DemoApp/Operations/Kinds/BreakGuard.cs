using System.Collections.Immutable;
using DemoApp.Clusters;

namespace DemoApp.Operations.Kinds;

/// <summary>What may not be broken.</summary>
internal static class BreakGuard
{
    /// <summary>Null: nothing of the cluster itself forbids it.</summary>
    public static OperationRefusal? OfCluster(ClusterSnapshot cluster) => cluster switch
    {
        { Connected: false } => Unreachable(cluster),
        { Rec: null } => OperationRefusal.Conflict("No rec", $"There is no rec in {cluster.Name}: nothing to put into recovery."),
        { Rec: { ClusterRecovery: true } or { State: "RecoveryReset" or "RecoveringFirstPod" or "Initializing" } } => OperationRefusal.Conflict(
            "Already in recovery", $"{cluster.Name} is in recovery already: its rec is {cluster.Rec.State ?? "without a state"}."),
        _ => null,
    };

    public static OperationRefusal Unreachable(ClusterSnapshot cluster) => OperationRefusal.Conflict(
        "Cluster not reachable",
        $"The API server of {cluster.Name} does not answer ({cluster.Error ?? "not asked yet"}). Nothing can be patched there now.");

    /// <summary>The last healthy cluster, when it is among those asked for and its name was not typed; else null.</summary>
    public static string? NameToConfirm(ImmutableArray<ClusterSnapshot> asked, string? confirm, OperationWorld world)
    {
        var healthy = world.Clusters.Where(world.IsHealthy).Select(cluster => cluster.Name).ToArray();
        var last = healthy.Except(asked.Select(cluster => cluster.Name)).Any() ? null : healthy.LastOrDefault();
        return confirm == last ? null : last;
    }

    public static OperationRefusal LastHealthy(string last, string? confirm)
    {
        var wrong = string.IsNullOrEmpty(confirm) ? "" : $" '{confirm}' is not its name.";
        return OperationRefusal.Conflict(
            "Last healthy cluster",
            $"{last} is the last healthy cluster: after this, no page of the shop works anywhere.{wrong} To do it all the same, confirm by typing its name: {last}.");
    }
}
