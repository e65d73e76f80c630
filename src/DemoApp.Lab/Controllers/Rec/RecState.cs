namespace DemoApp.Lab.Controllers.Rec;

/// <summary>Where the operator is. Finer than status.state: the waits have names too.</summary>
internal enum RecPhase
{
    New,
    BootstrappingFirstPod,
    Initializing,
    Running,
    Error,
    Resetting,
    DeletingPods,
    PodsGone,
    RecoveringFirstPod,
    RejoiningNodes,
    Settling,
    ClearingRecovery,
}

/// <param name="Phase">Where the operator is.</param>
/// <param name="Nodes">The last valid spec.nodes.</param>
/// <param name="Timer">Number of the last wait asked for; an older one that elapses means nothing.</param>
/// <param name="SpecValid">As shown in status.specStatus.</param>
/// <param name="Recovering">Between the patch and Running; the licence is not known meanwhile.</param>
/// <param name="Seen">What was observed last.</param>
internal sealed record RecState(
    RecPhase Phase, int Nodes, int Timer = 0, bool SpecValid = true, bool Recovering = false, RecInput.Observed? Seen = null)
{
    /// <summary>An operator that starts goes on where status.state says the last one was.</summary>
    public static RecState From(string? state) => state switch
    {
        "Running" => new(RecPhase.Running, 0),
        "Error" => new(RecPhase.Error, 0),
        "RecoveryReset" => new(RecPhase.DeletingPods, 0, Recovering: true),
        "RecoveringFirstPod" => new(RecPhase.RecoveringFirstPod, 0, Recovering: true),
        "Initializing" => new(RecPhase.RejoiningNodes, 0, Recovering: true),
        _ => new(RecPhase.New, 0),
    };

    /// <summary>status.state.</summary>
    public string Shown => Phase switch
    {
        RecPhase.New => SpecValid ? "PendingCreation" : "Invalid",
        RecPhase.Resetting or RecPhase.DeletingPods or RecPhase.PodsGone => "RecoveryReset",
        RecPhase.RejoiningNodes or RecPhase.Settling or RecPhase.ClearingRecovery => "Initializing",
        _ => Phase.ToString(),
    };

    public string ShownSpec => SpecValid ? "Valid" : "Invalid";
}

internal abstract record RecInput
{
    /// <param name="Nodes">spec.nodes.</param>
    /// <param name="ClusterRecovery">spec.clusterRecovery.</param>
    /// <param name="Pods">How many node pods exist, those that terminate included.</param>
    /// <param name="Ready">How many of them are ready and stay.</param>
    public sealed record Observed(int Nodes, bool ClusterRecovery, int Pods, int Ready) : RecInput;

    public sealed record Elapsed(int Timer) : RecInput;
}

internal abstract record RecEffect
{
    /// <summary>Write status.</summary>
    public sealed record Show(string State, string Spec, bool Licensed) : RecEffect;

    /// <summary>Set the StatefulSet's replicas.</summary>
    public sealed record Scale(int Nodes) : RecEffect;

    public sealed record DeletePods : RecEffect;

    public sealed record ClearRecovery : RecEffect;

    public sealed record Wait(int Timer, TimeSpan For) : RecEffect;

    /// <summary>Write an event.</summary>
    public sealed record Tell(bool Warning, string Reason, string Message) : RecEffect;
}
