using static DemoApp.Lab.Controllers.Rec.RecWords;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>What the operator does not follow of a specification, and says why. Pure.</summary>
internal static class RecChecks
{
    private static readonly int[] AllowedNodes = [3, 5];

    public static RecState Validate(RecState state, RecInput.Observed seen, List<RecEffect> effects)
    {
        var problem = AllowedNodes.Contains(seen.Nodes) ? null
            : $"spec.nodes is {seen.Nodes}; allowed are 3 and 5. The cluster stays as it is.";
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
    public static RecState Refuse(RecState state, RecInput.Observed seen, List<RecEffect> effects)
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
}
