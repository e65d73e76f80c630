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

        return state.Phase switch
        {
            New => Enter(state, BootstrappingFirstPod, effects, "Creating", "Bootstrapping the first node.", new RecEffect.Scale(1)),
            BootstrappingFirstPod when seen.Ready >= 1 =>
                Enter(state, Initializing, effects, "NodesJoining", $"{state.Nodes} nodes form the cluster.", new RecEffect.Scale(state.Nodes)),
            Initializing when seen.Ready >= state.Nodes => Wait(state, Settling, RecTimings.BeforeRunning, effects),
            Running or Error or Initializing when seen.ClusterRecovery => Reset(state, effects),
            Running when seen.Ready == 0 => Warn(
                state, Error, effects, "QuorumLost", "Every node is gone: the cluster needs clusterRecovery."),
            DeletingPods when seen.Pods == 0 => Wait(state, PodsGone, RecTimings.WithoutPods, effects),
            RecoveringFirstPod when seen.Ready >= 1 =>
                Enter(state, RejoiningNodes, effects, "NodesJoining", "The first node is back; the others join it.", new RecEffect.Scale(state.Nodes)),
            RejoiningNodes when seen.Ready >= state.Nodes => Wait(state, Settling, RecTimings.BeforeRunning, effects),
            Settling when seen.Ready < state.Nodes => state with { Phase = state.Recovering ? RejoiningNodes : Initializing },
            ClearingRecovery when !seen.ClusterRecovery => Finish(state, effects),
            _ => state,
        };
    }

    private static RecState Elapse(RecState state, List<RecEffect> effects)
    {
        switch (state.Phase)
        {
            case Resetting:
                effects.Add(new RecEffect.Scale(0));
                effects.Add(new RecEffect.DeletePods());
                return state with { Phase = DeletingPods };
            case PodsGone:
                return Enter(
                    state, RecoveringFirstPod, effects, "RecoveringFirstPod", "Bringing back the first node from its volume.", new RecEffect.Scale(1));
            case Settling when state.Recovering && state.Seen is { ClusterRecovery: true }:
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
        if (!AllowedNodes.Contains(seen.Nodes))
        {
            var invalid = state with { SpecValid = false };
            if (state.SpecValid)
            {
                effects.Add(new RecEffect.Tell(true, "InvalidSpec", $"spec.nodes is {seen.Nodes}; allowed are 3 and 5. The cluster stays as it is."));
                effects.Add(Show(invalid));
            }

            return invalid;
        }

        var valid = state with { SpecValid = true };
        if (!state.SpecValid)
        {
            effects.Add(new RecEffect.Tell(false, "ValidSpec", "The specification is valid again."));
            effects.Add(Show(valid));
        }

        if (valid.Nodes is 0 || valid.Nodes == seen.Nodes)
        {
            return valid with { Nodes = seen.Nodes };
        }

        // Resized. While it runs the set follows at once; in the middle of a recovery the number is taken when the nodes join.
        valid = valid with { Nodes = seen.Nodes };
        return valid.Phase is Running
            ? Enter(valid, Initializing, effects, "Resizing", $"The cluster gets {seen.Nodes} nodes.", new RecEffect.Scale(seen.Nodes))
            : valid;
    }

    private static RecState Reset(RecState state, List<RecEffect> effects) => Wait(
        Enter(state with { Recovering = true }, Resetting, effects, "RecoveryReset", "Cluster recovery was asked for: all pods are deleted."),
        Resetting, RecTimings.BeforeDeletion, effects);

    private static RecState Finish(RecState state, List<RecEffect> effects) => Enter(
        state with { Recovering = false }, Running, effects,
        state.Recovering ? "Recovered" : "Running",
        state.Recovering ? "The cluster runs. Its databases wait for rladmin recover." : "The cluster runs.");

    private static RecState Enter(
        RecState state, RecPhase phase, List<RecEffect> effects, string reason, string message, params RecEffect[] then) =>
        Enter(state, phase, effects, false, reason, message, then);

    private static RecState Warn(RecState state, RecPhase phase, List<RecEffect> effects, string reason, string message) =>
        Enter(state, phase, effects, true, reason, message, []);

    private static RecState Enter(
        RecState state, RecPhase phase, List<RecEffect> effects, bool warning, string reason, string message, RecEffect[] then)
    {
        var next = state with { Phase = phase };
        effects.Add(Show(next));
        effects.Add(new RecEffect.Tell(warning, reason, message));
        effects.AddRange(then);
        return next;
    }

    private static RecState Wait(RecState state, RecPhase phase, TimeSpan wait, List<RecEffect> effects)
    {
        var next = state with { Phase = phase, Timer = state.Timer + 1 };
        effects.Add(new RecEffect.Wait(next.Timer, wait));
        return next;
    }

    /// <summary>The licence is known once nodes run; while the cluster recovers its columns are empty.</summary>
    private static RecEffect.Show Show(RecState state) =>
        new(state.Shown, state.ShownSpec, !state.Recovering && state.Phase is Running or Initializing or Settling);
}
