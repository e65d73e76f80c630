namespace DemoApp.Lab.Controllers.Rec;

internal abstract record RecInput
{
    /// <param name="Nodes">spec.nodes.</param>
    /// <param name="ClusterRecovery">spec.clusterRecovery.</param>
    /// <param name="Persistent">spec.persistentSpec.enabled.</param>
    /// <param name="Deleted">The rec is on its way out.</param>
    /// <param name="Set">Its StatefulSet.</param>
    public sealed record Observed(int Nodes, bool ClusterRecovery, bool Persistent, bool Deleted, SetSeen Set) : RecInput;

    public sealed record Elapsed(int Timer) : RecInput;
}

/// <param name="Replicas">How many pods the set is to have; null when there is no set.</param>
/// <param name="Pods">How many exist, those that terminate included.</param>
/// <param name="Standing">How many of them do not terminate.</param>
/// <param name="Ready">How many are ready and stay.</param>
/// <param name="Endpoint">Ordinal of the pod that has the endpoint of the database.</param>
internal sealed record SetSeen(int? Replicas, int Pods, int Standing, int Ready, int? Endpoint);
