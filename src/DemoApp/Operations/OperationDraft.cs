using System.Collections.Immutable;

namespace DemoApp.Operations;

/// <summary>What a kind makes of a request in a world: what would be done, and what forbids it.</summary>
/// <param name="Clusters">The clusters it acts on.</param>
/// <param name="WillHappen">What the room will see, in order.</param>
/// <param name="Refusal">Why not; null when it may be done.</param>
/// <param name="Confirm">The name to confirm with when only that is missing.</param>
internal sealed record OperationDraft(
    ImmutableArray<string> Clusters, ImmutableArray<OperationStep> Steps, ImmutableArray<string> WillHappen, OperationRefusal? Refusal = null, string? Confirm = null)
{
    /// <summary>The same by hand, a line each.</summary>
    public ImmutableArray<string> Kubectl => [.. Steps.Select(step => step.Command).OfType<string>()];
}
