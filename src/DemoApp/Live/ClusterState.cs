using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Live;

/// <summary>A cluster in one word, for the light beside its name.</summary>
internal enum ClusterState
{
    Unknown,
    Serving,
    Recovering,
    Down,
    Silent,
}

internal static class ClusterStates
{
    /// <summary>A rec that is on its way back counts before the database; else what testdb does decides.</summary>
    public static ClusterState Of(ClusterSnapshot cluster, TestdbStatus testdb) => (cluster, testdb) switch
    {
        ({ Connected: true, Rec: { } rec }, _) when rec.ClusterRecovery || rec.State is "RecoveryReset" or "RecoveringFirstPod" or "Initializing" => ClusterState.Recovering,
        (_, TestdbStatus.Serving) => ClusterState.Serving,
        (_, TestdbStatus.Refused) => ClusterState.Down,
        (_, TestdbStatus.Silent) => ClusterState.Silent,
        _ => ClusterState.Unknown,
    };
}
