namespace DemoApp.Lab.Controllers.Rec;

/// <summary>Where the operator is. Finer than status.state: the waits have names too.</summary>
internal enum RecPhase
{
    New,
    BootstrappingFirstPod,

    /// <summary>Nodes join or leave: the first time, or because spec.nodes changed.</summary>
    Initializing,
    Running,

    /// <summary>Every node was lost at once.</summary>
    Error,
    Resetting,
    DeletingPods,
    PodsGone,
    RecoveringFirstPod,
    RejoiningNodes,
    Settling,
    ClearingRecovery,
    Deleting,
}

/// <param name="Phase">Where the operator is.</param>
/// <param name="Nodes">The last valid spec.nodes: what the operator works towards. 0: there was none yet.</param>
/// <param name="Members">How many nodes form the cluster; a majority of them is its quorum. 0: it was never formed.</param>
/// <param name="Timer">Number of the last wait asked for; an older one that elapses means nothing.</param>
/// <param name="SpecProblem">Why the specification is not valid.</param>
/// <param name="Recovering">Between the patch and Running; the licence is not known meanwhile.</param>
/// <param name="Refused">A recovery is asked for that cannot be.</param>
/// <param name="Quorum">Whether the majority is up.</param>
/// <param name="Seated">The majority was up since this operator started; before, missing nodes are not lost ones.</param>
/// <param name="Seen">What was observed last.</param>
internal sealed record RecState(
    RecPhase Phase,
    int Nodes = 0,
    int Members = 0,
    int Timer = 0,
    string? SpecProblem = null,
    bool Recovering = false,
    bool Refused = false,
    bool Quorum = true,
    bool Seated = false,
    RecInput.Observed? Seen = null)
{
    public int Majority => (Members / 2) + 1;

    /// <summary>status.state.</summary>
    public string Shown => Phase switch
    {
        RecPhase.New => SpecProblem is null ? "PendingCreation" : "Invalid",
        RecPhase.Resetting or RecPhase.DeletingPods or RecPhase.PodsGone => "RecoveryReset",
        RecPhase.RejoiningNodes or RecPhase.Settling or RecPhase.ClearingRecovery => "Initializing",
        _ => Phase.ToString(),
    };
}
