using System.Collections.Immutable;

namespace DemoApp.Clusters;

/// <summary>What was last observed of one cluster. Immutable; every observation makes a new one.</summary>
/// <param name="Kubectl">How kubectl reaches it: <c>kubectl --context demo-clustera -n redis</c>.</param>
/// <param name="Connected">Whether its API server answered the last question.</param>
/// <param name="ObservedAt">When it last answered; null: never yet.</param>
/// <param name="Error">Why it does not answer; null while it does.</param>
/// <param name="Rec">Null: there is none.</param>
/// <param name="Endpoints">Ready addresses of the testdb service, host:port.</param>
/// <param name="Federated">Addresses behind the federated service; null: there is no such service, or nobody wrote its endpoints yet.</param>
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
    ImmutableArray<EndpointSnapshot>? Federated,
    string? Route)
{
    public static ClusterSnapshot Unseen(ClusterConfig config) => new(config.Name, config.Kubectl, false, null, null, null, TableSnapshot.Empty, [], [], null, null);
}

/// <param name="State">status.state, verbatim; null before the operator wrote one.</param>
internal sealed record RecSnapshot(string Name, string? State, string? SpecStatus, bool ClusterRecovery)
{
    public DateTimeOffset? CreatedAt { get; init; }
}

/// <summary>The API server's own table: column names in capitals and cells as kubectl prints them.</summary>
internal sealed record TableSnapshot(ImmutableArray<string> Columns, ImmutableArray<ImmutableArray<string>> Rows)
{
    public static readonly TableSnapshot Empty = new([], []);
}

/// <param name="Target">The pod behind it, <c>cluster/pod</c> when another cluster's; null where nobody says.</param>
internal sealed record EndpointSnapshot(string Address, string? Target, bool Ready);

/// <param name="Ready">Ready containers of all, such as <c>1/2</c>.</param>
internal sealed record PodSnapshot(string Name, string Ready, string Status, string Restarts, string Age, DateTimeOffset? CreatedAt)
{
    /// <summary>Tells a pod from the one that had its name before.</summary>
    public string? Uid { get; init; }

    public bool IsNode { get; init; }

    /// <summary>Every container of it is ready.</summary>
    public bool IsReady => Ready.Split('/') is [var ready, var all] && ready == all && Status == "Running";
}
