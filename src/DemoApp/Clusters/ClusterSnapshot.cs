using System.Collections.Immutable;

namespace DemoApp.Clusters;

/// <summary>What was last observed of one cluster. Immutable; every observation makes a new one.</summary>
/// <param name="Kubectl">How kubectl reaches it: <c>kubectl --context demo-clustera -n redis</c>.</param>
/// <param name="Connected">Whether its API server answered the last question.</param>
/// <param name="ObservedAt">When it last answered; null: never yet.</param>
/// <param name="Error">Why it does not answer; null while it does.</param>
/// <param name="Rec">Null: there is none.</param>
/// <param name="Endpoints">Ready addresses of the testdb service, host:port.</param>
/// <param name="Route">The service its page is to use, as its ConfigMap says, verbatim; null: not read yet.</param>
internal sealed record ClusterSnapshot(
    string Name,
    string Kubectl,
    bool Connected,
    DateTimeOffset? ObservedAt,
    string? Error,
    RecSnapshot? Rec,
    TableSnapshot RecTable,
    ImmutableArray<PodSnapshot> Pods,
    ImmutableArray<string> Endpoints,
    string? Route)
{
    public static ClusterSnapshot Unseen(ClusterConfig config) => new(config.Name, config.Kubectl, false, null, null, null, TableSnapshot.Empty, [], [], null);
}

/// <param name="State">status.state, verbatim; null before the operator wrote one.</param>
internal sealed record RecSnapshot(string Name, string? State, string? SpecStatus, bool ClusterRecovery);

/// <summary>The API server's own table: column names in capitals and cells as kubectl prints them.</summary>
internal sealed record TableSnapshot(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public static readonly TableSnapshot Empty = new([], []);
}

/// <param name="Ready">Ready containers of all, such as <c>1/2</c>.</param>
internal sealed record PodSnapshot(string Name, string Ready, string Status, string Restarts, string Age, DateTimeOffset? CreatedAt);
