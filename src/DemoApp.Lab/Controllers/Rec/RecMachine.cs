using static DemoApp.Lab.Controllers.Rec.RecPhase;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>
/// The life of a rec. Pure: what was observed and which wait is over go in, the next state and what to do come out. A recovery
/// asked for while one runs changes nothing; spec.clusterRecovery is seen to be cleared before Running is shown.
/// </summary>
internal static class RecMachine
{
    private static readonly int[] AllowedNodes = [3, 5];

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
                return Warn(state with { Phase = Error, Quorum = false }, effects, "ClusterLost", "Every node was lost: the cluster needs clusterRecovery.");
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

    private static RecState Validate(RecState state, RecInput.Observed seen, List<RecEffect> effects)
    {
        var problem = AllowedNodes.Contains(seen.Nodes) ? null : $"spec.nodes is {seen.Nodes}; allowed are 3 and 5. The cluster stays as it is.";
        var next = state with { SpecProblem = problem, Nodes = problem is null ? seen.Nodes : state.Nodes };
        if (problem == state.SpecProblem)
        {
            return next;
        }

        return problem is null
            ? Tell(next, effects, "ValidSpec", "The specification is valid again.")
            : Warn(next, effects, "InvalidSpec", problem);
    }

    /// <summary>A recovery starts from the nodes' volumes.</summary>
    private static RecState Refuse(RecState state, RecInput.Observed seen, List<RecEffect> effects)
    {
        var refused = seen is { ClusterRecovery: true, Persistent: false } && !state.Recovering;
        if (refused == state.Refused)
        {
            return state;
        }

        var next = state with { Refused = refused };
        if (refused)
        {
            return Warn(next, effects, RecCondition.RefusedReason, RecCondition.Refusal);
        }

        effects.Add(Show(next));
        return next;
    }

    /// <summary>The set has as many pods as the phase wants. The node with the endpoint of a database goes only when that has moved.</summary>
    private static void Scale(RecState state, SetSeen set, List<RecEffect> effects)
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
            : Warn(next, effects, "QuorumLost", $"{set.Ready} of {state.Members} nodes are up: the cluster stands still until {state.Majority} are.");
    }

    private static RecState Reset(RecState state, List<RecEffect> effects) => Wait(
        Enter(state with { Recovering = true }, Resetting, effects, "RecoveryReset", "Cluster recovery was asked for: all pods are deleted."),
        Resetting, RecTimings.BeforeDeletion, effects);

    private static RecState Finish(RecState state, List<RecEffect> effects) => Enter(
        state with { Recovering = false, Members = state.Nodes, Quorum = true, Seated = true }, Running, effects,
        state.Recovering ? "Recovered" : "Running",
        state.Recovering ? "The cluster runs. Its databases wait for rladmin recover." : "The cluster runs.");

    private static RecState Leave(RecState state, List<RecEffect> effects) =>
        state.Phase is Deleting ? state : Enter(state, Deleting, effects, "Deleting", "The cluster and all it owns are deleted.");

    private static bool IsComplete(RecState state, SetSeen set) =>
        set.Replicas == state.Nodes && set.Ready >= state.Nodes && set.Pods == state.Nodes;

    private static RecState Enter(RecState state, RecPhase phase, List<RecEffect> effects, string reason, string message) =>
        Tell(state with { Phase = phase }, effects, reason, message);

    private static RecState Tell(RecState state, List<RecEffect> effects, string reason, string message) =>
        Say(state, effects, false, reason, message);

    private static RecState Warn(RecState state, List<RecEffect> effects, string reason, string message) =>
        Say(state, effects, true, reason, message);

    private static RecState Say(RecState state, List<RecEffect> effects, bool warning, string reason, string message)
    {
        effects.Add(Show(state));
        effects.Add(new RecEffect.Tell(warning, reason, message));
        return state;
    }

    private static RecState Wait(RecState state, RecPhase phase, TimeSpan wait, List<RecEffect> effects)
    {
        var next = state with { Phase = phase, Timer = state.Timer + 1 };
        effects.Add(new RecEffect.Wait(next.Timer, wait));
        return next;
    }

    /// <summary>The licence is known once nodes run; while the cluster recovers its columns are empty.</summary>
    private static RecEffect.Show Show(RecState state) => new(
        state.Shown,
        !state.Recovering && state.Phase is Running or Initializing or Settling,
        state.Members,
        RecCondition.Of(state));
}
