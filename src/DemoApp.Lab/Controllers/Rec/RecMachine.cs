using static DemoApp.Lab.Controllers.Rec.RecChecks;
using static DemoApp.Lab.Controllers.Rec.RecPhase;
using static DemoApp.Lab.Controllers.Rec.RecScale;
using static DemoApp.Lab.Controllers.Rec.RecWords;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>
/// The life of a rec. Pure: what was observed and which wait is over go in, the next state and what to do come out. A recovery
/// asked for while one runs changes nothing; spec.clusterRecovery is seen to be cleared before Running is shown.
/// </summary>
internal static class RecMachine
{
    public static (RecState State, IReadOnlyList<RecEffect> Effects) Step(RecState state, RecInput input)
    {
        var effects = new List<RecEffect>();
        var next = input switch
        {
            RecInput.Observed { Deleted: true } seen => Leave(state with { Seen = seen }, effects),
            RecInput.Observed seen => Observe(state with { Seen = seen }, seen, effects),
            RecInput.Elapsed elapsed when elapsed.Timer == state.Timer => Elapse(state, effects),
            _ => state,
        };
        return (next, effects);
    }

    private static RecState Observe(RecState state, RecInput.Observed seen, List<RecEffect> effects)
    {
        state = Validate(state, seen, effects);
        if (state.Nodes == 0)
        {
            return state;
        }

        state = Follow(Refuse(state, seen, effects), seen, effects);
        Scale(state, seen.Set, effects);
        return state;
    }

    private static RecState Follow(RecState state, RecInput.Observed seen, List<RecEffect> effects)
    {
        var set = seen.Set;
        switch (state.Phase)
        {
            case New:
                return Enter(state, BootstrappingFirstPod, effects, "Creating", "Bootstrapping the first node.");
            case BootstrappingFirstPod when set.Ready >= 1:
                return Enter(state, Initializing, effects, "NodesJoining", $"{state.Nodes} nodes form the cluster.");
            case Running or Error or Initializing when seen.ClusterRecovery && !state.Refused:
                return Reset(state, effects);
            case Running or Initializing or Settling when state is { Seated: true, Recovering: false } && set.Ready == 0:
                return Warn(state with { Phase = Error, Quorum = false }, effects, "ClusterLost",
                    "Every node was lost: the cluster needs clusterRecovery.");
            case Running when state.Nodes != state.Members:
                return Resize(state, effects);
            case Running:
                return Count(state, set, effects);
            case Initializing or RejoiningNodes when IsComplete(state, set):
                return Wait(state, Settling, RecTimings.BeforeRunning, effects);
            case Settling when !IsComplete(state, set):
                return state with { Phase = state.Recovering ? RejoiningNodes : Initializing };
            case DeletingPods when set.Pods == 0:
                return Wait(state, PodsGone, RecTimings.WithoutPods, effects);
            case DeletingPods when set is { Replicas: 0, Standing: > 0 }:
                effects.Add(new RecEffect.DeletePods());
                return state;
            case RecoveringFirstPod when set.Ready >= 1:
                return Enter(state, RejoiningNodes, effects, "NodesJoining", "The first node is back; the others join it.");
            case ClearingRecovery when !seen.ClusterRecovery:
                return Finish(state, effects);
            default:
                return state;
        }
    }

    private static RecState Elapse(RecState state, List<RecEffect> effects)
    {
        switch (state.Phase)
        {
            case Resetting:
                return state with { Phase = DeletingPods };
            case PodsGone:
                return Enter(state, RecoveringFirstPod, effects, "RecoveringFirstPod", "Bringing back the first node from its volume.");
            case Settling when state is { Recovering: true, Seen.ClusterRecovery: true }:
                effects.Add(new RecEffect.ClearRecovery());
                return state with { Phase = ClearingRecovery };
            case Settling:
                return Finish(state, effects);
            default:
                return state;
        }
    }

    /// <summary>Leaving nodes stop counting at once, joining ones count when all are there.</summary>
    private static RecState Resize(RecState state, List<RecEffect> effects) => Enter(
        state with { Members = Math.Min(state.Members, state.Nodes) }, Initializing, effects,
        "Resizing", $"The cluster goes from {state.Members} to {state.Nodes} nodes.");

    private static RecState Count(RecState state, SetSeen set, List<RecEffect> effects)
    {
        var quorum = set.Ready >= state.Majority;
        var next = state with { Seated = state.Seated || quorum };
        if (!next.Seated || quorum == state.Quorum)
        {
            return next;
        }

        next = next with { Quorum = quorum };
        return quorum
            ? Tell(next, effects, "QuorumRegained", $"{set.Ready} of {state.Members} nodes are up again.")
            : Warn(next, effects, "QuorumLost",
                $"{set.Ready} of {state.Members} nodes are up: the cluster stands still until {state.Majority} are.");
    }

    private static RecState Reset(RecState state, List<RecEffect> effects) => Wait(
        Enter(
            state with { Recovering = true }, Resetting, effects, "RecoveryReset", "Cluster recovery was asked for: all pods are deleted."),
        Resetting, RecTimings.BeforeDeletion, effects);

    private static RecState Finish(RecState state, List<RecEffect> effects) => Enter(
        state with { Recovering = false, Members = state.Nodes, Quorum = true, Seated = true }, Running, effects,
        state.Recovering ? "Recovered" : "Running",
        state.Recovering ? "The cluster runs. Its databases wait for rladmin recover." : "The cluster runs.");

    private static RecState Leave(RecState state, List<RecEffect> effects) =>
        state.Phase is Deleting ? state : Enter(state, Deleting, effects, "Deleting", "The cluster and all it owns are deleted.");

    private static bool IsComplete(RecState state, SetSeen set) =>
        set.Replicas == state.Nodes && set.Ready >= state.Nodes && set.Pods == state.Nodes;
}
