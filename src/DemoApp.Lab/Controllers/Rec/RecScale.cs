using static DemoApp.Lab.Controllers.Rec.RecPhase;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>How many nodes there are to be. Pure.</summary>
internal static class RecScale
{
    /// <summary>The set has as many pods as the phase wants. The node with the endpoint of a database goes only when that has
    /// moved.</summary>
    public static void Scale(RecState state, SetSeen set, List<RecEffect> effects)
    {
        int? wanted = state.Phase switch
        {
            BootstrappingFirstPod or RecoveringFirstPod => 1,
            Initializing or Running or RejoiningNodes or Settling or ClearingRecovery => state.Nodes,
            DeletingPods or PodsGone => 0,
            _ => null,
        };
        var held = state.Phase is Initializing or Running && set.Endpoint >= wanted;
        if (wanted is { } nodes && nodes != set.Replicas && !held)
        {
            effects.Add(new RecEffect.Scale(nodes));
        }
    }
}
