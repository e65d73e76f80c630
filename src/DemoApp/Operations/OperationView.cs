using System.Collections.Immutable;

namespace DemoApp.Operations;

/// <summary>One operation as everyone sees it, on the feed and at <c>/api/v1/operations/{id}</c>. Immutable: progress is a new view.</summary>
/// <param name="Kind">break, repair, …</param>
/// <param name="Status">running, succeeded, failed or cancelled.</param>
/// <param name="By">Who asked for it.</param>
/// <param name="Kubectl">The same by hand.</param>
internal sealed record OperationView(
    string Id,
    string Kind,
    string Status,
    ImmutableArray<string> Clusters,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt,
    string By,
    ImmutableArray<OperationStepView> Steps,
    string Kubectl);

/// <param name="Status">pending, running, succeeded, failed or skipped.</param>
/// <param name="Command">The step by hand; null where there is none.</param>
internal sealed record OperationStepView(string Name, string Status, string? Detail, string? Command);
