using System.Collections.Immutable;
using DemoApp.Clusters;

namespace DemoApp.Operations;

/// <summary>The steps of one cluster's break, moved on only by what the watch saw. Pure.</summary>
internal static class BreakSteps
{
    private static readonly string[] States = ["RecoveryReset", "RecoveringFirstPod", "Initializing", "Running"];

    public static ImmutableArray<OperationStepView> For(ClusterSnapshot cluster) =>
    [
        new($"{cluster.Name}: patch spec.clusterRecovery", "pending", null, BreakPlan.Line(cluster)),
        .. States.Select(s => new OperationStepView($"{cluster.Name}: rec {s}", "pending", null, null)),
    ];

    public static ImmutableArray<OperationStepView> Patched(ImmutableArray<OperationStepView> steps, string cluster) =>
        Set(steps, At(steps, cluster), "succeeded", "accepted by the API server") is var next ? Set(next, At(next, cluster) + 1, "running", "waiting for the operator") : steps;

    public static ImmutableArray<OperationStepView> Failed(ImmutableArray<OperationStepView> steps, string cluster, string why)
    {
        var at = Index(steps, cluster, s => s.Status is "running" or "pending");
        return at < 0 ? steps : Set(steps, at, "failed", why);
    }

    /// <summary>Where the rec is now ends the steps before it. Running counts only after the recovery was seen.</summary>
    public static ImmutableArray<OperationStepView> Observed(ImmutableArray<OperationStepView> steps, ClusterSnapshot cluster)
    {
        var first = At(steps, cluster.Name);
        var phase = Array.IndexOf(States, cluster.Rec?.State);
        if (first < 0 || phase < 0 || steps[first].Status != "succeeded")
        {
            return steps;
        }
        var seen = steps.Skip(first + 1).Take(States.Length - 1).Any(s => s.Detail == "seen");
        var finished = States[phase] == "Running";
        if (finished && (!seen || cluster.Rec!.ClusterRecovery))
        {
            return steps;
        }
        for (var i = 0; i < States.Length; i++)
        {
            var at = first + 1 + i;
            var old = steps[at];
            if (i == phase)
            {
                steps = Set(steps, at, finished ? "succeeded" : "running", "seen");
            }
            else if (i < phase && old.Status is "running" or "pending")
            {
                // Over before the watch could see it.
                steps = Set(steps, at, old.Detail == "seen" ? "succeeded" : "skipped", old.Detail);
            }
        }
        return steps;
    }

    public static bool IsDone(ImmutableArray<OperationStepView> steps) => steps.All(s => s.Status is "succeeded" or "skipped");

    private static int At(ImmutableArray<OperationStepView> steps, string cluster) => Index(steps, cluster, _ => true);

    private static int Index(ImmutableArray<OperationStepView> steps, string cluster, Func<OperationStepView, bool> which)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            if (steps[i].Name.StartsWith(cluster + ":", StringComparison.Ordinal) && which(steps[i]))
            {
                return i;
            }
        }
        return -1;
    }

    private static ImmutableArray<OperationStepView> Set(ImmutableArray<OperationStepView> steps, int at, string status, string? detail) =>
        steps.SetItem(at, steps[at] with { Status = status, Detail = detail });
}
