using System.Collections.Immutable;

namespace DemoApp.Operations;

/// <summary>What an operation would do, and whether it may. Nothing is done by making one.</summary>
/// <param name="Reasons">Why not, in sentences; empty when allowed.</param>
/// <param name="WillHappen">What the room will see, in order.</param>
/// <param name="Kubectl">The same by hand, a line each.</param>
/// <param name="Confirm">The name to confirm with when only that is missing.</param>
internal sealed record OperationPlan(
    string Kind, bool Allowed, ImmutableArray<string> Reasons, ImmutableArray<string> WillHappen, ImmutableArray<string> Kubectl,
    ImmutableArray<OperationStepView> Steps, string? Confirm)
{
    public static OperationPlan Of(string kind, OperationDraft draft) => new(
        kind, draft.Refusal is null, draft.Refusal is { } refusal ? [refusal.Detail] : [], draft.WillHappen, draft.Kubectl,
        [.. draft.Steps.Select(step => step.Pending)], draft.Confirm);
}
