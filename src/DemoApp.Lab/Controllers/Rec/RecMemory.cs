namespace DemoApp.Lab.Controllers.Rec;

/// <summary>An operator that starts goes on where status says the last one was. Waits that ran begin anew or are skipped.</summary>
internal static class RecMemory
{
    public static RecState Of(RecStatus? status)
    {
        var recovering = Find(status, RecCondition.Recovering);
        var phase = PhaseOf(status?.State, recovering?.Status is "True");
        return new(phase)
        {
            Nodes = status?.Nodes ?? 0,
            Members = status?.Nodes ?? 0,
            SpecProblem = status?.SpecStatus is "Invalid" ? Find(status, RecCondition.SpecValid)?.Message ?? "" : null,
            Recovering = phase is RecPhase.DeletingPods or RecPhase.RecoveringFirstPod or RecPhase.RejoiningNodes,
            Refused = recovering?.Reason is RecCondition.RefusedReason,
            Quorum = Find(status, RecCondition.Quorum)?.Status is not "False",
        };
    }

    private static RecPhase PhaseOf(string? state, bool recovering) => state switch
    {
        "BootstrappingFirstPod" => RecPhase.BootstrappingFirstPod,
        "Initializing" => recovering ? RecPhase.RejoiningNodes : RecPhase.Initializing,
        "Running" => RecPhase.Running,
        "Error" => RecPhase.Error,
        "RecoveryReset" => RecPhase.DeletingPods,
        "RecoveringFirstPod" => RecPhase.RecoveringFirstPod,
        "Deleting" => RecPhase.Deleting,
        _ => RecPhase.New,
    };

    private static RecConditionStatus? Find(RecStatus? status, string type) => status?.Conditions?.FirstOrDefault(c => c.Type == type);
}
