namespace DemoApp.Lab.Controllers.Rec;

/// <summary>One of status.conditions: where a person, kubectl wait and the next operator read what status.state does not say.</summary>
internal sealed record RecCondition(string Type, bool Holds, string Reason, string Message)
{
    public const string SpecValid = "SpecValid";
    public const string Quorum = "Quorum";
    public const string Recovering = "Recovering";
    public const string RefusedReason = "RecoveryRefused";
    public const string Refusal =
        "spec.persistentSpec.enabled is false: the nodes kept nothing a recovery could start from. Delete the cluster and create it again.";

    public static IReadOnlyList<RecCondition> Of(RecState state) => [SpecOf(state), QuorumOf(state), RecoveringOf(state)];

    private static RecCondition SpecOf(RecState state) => state.SpecProblem is { } problem
        ? new(SpecValid, false, "InvalidSpec", problem)
        : new(SpecValid, true, "Valid", "The specification is followed.");

    private static RecCondition QuorumOf(RecState state) => state switch
    {
        { Members: 0 } => new(Quorum, false, "NotFormed", "The nodes do not form a cluster yet."),
        { Recovering: true } => new(Quorum, false, "Recovering", "The cluster recovers."),
        { Phase: RecPhase.Error } => new(Quorum, false, "ClusterLost", "Every node was lost: the cluster needs clusterRecovery."),
        { Quorum: false } => new(Quorum, false, "QuorumLost", $"Fewer than {state.Majority} of {state.Members} nodes are up."),
        _ => new(Quorum, true, "MajorityUp", $"At least {state.Majority} of {state.Members} nodes are up."),
    };

    private static RecCondition RecoveringOf(RecState state) => state switch
    {
        { Recovering: true } => new(Recovering, true, "ClusterRecovery", "spec.clusterRecovery was set."),
        { Refused: true } => new(Recovering, false, RefusedReason, Refusal),
        _ => new(Recovering, false, "NotAskedFor", "No recovery runs."),
    };
}
