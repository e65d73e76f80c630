using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Operations;
using DemoApp.Testdb;

namespace DemoApp.Live;

/// <summary>What the audience is told about one cluster: rec, pods, database and route as last observed.</summary>
/// <param name="Federated">What is behind its federated service; null: there is none.</param>
internal sealed record ClusterView(
    string Name, string Kubectl, bool Home, ClusterState State, bool Connected, DateTimeOffset? ObservedAt, string? Error,
    RecSnapshot? Rec, TableSnapshot RecTable, ImmutableArray<PodView> Pods, DatabaseView Database, RouteView Route,
    ImmutableArray<EndpointView>? Federated);

internal sealed record PodView(string Name, string Ready, string Status, int Restarts, string Age, DateTimeOffset? CreatedAt);

/// <param name="Since">When the status became what it is.</param>
/// <param name="LatencyMs">The last answer's, in milliseconds; null without an answer.</param>
/// <param name="Endpoints">Ready addresses behind the service, host:port.</param>
internal sealed record DatabaseView(
    string Name, TestdbStatus Status, DateTimeOffset Since, double? LatencyMs, string? Detail, ImmutableArray<string> Endpoints, DateTimeOffset ObservedAt);

/// <summary>The service its page goes through, and how that answers: the database may be another cluster's.</summary>
/// <param name="Refused">What the ConfigMap names when there is no such service, verbatim; else null.</param>
internal sealed record RouteView(string Service, TestdbStatus Status, DateTimeOffset Since, string? Detail, string? Refused);

internal sealed record SnapshotMessage(
    string Kind, string Epoch, long Sequence, DateTimeOffset At, string Mode, ImmutableArray<ClusterView> Clusters, ImmutableArray<OperationView> Operations);

internal sealed record ClusterMessage(string Kind, long Sequence, DateTimeOffset At, ClusterView Cluster);

internal sealed record OperationMessage(string Kind, long Sequence, DateTimeOffset At, OperationView Operation);

/// <summary>Every second, changes or not: that the link lives, and how old what was told is. Does not raise the sequence.</summary>
internal sealed record HeartbeatMessage(string Kind, long Sequence, DateTimeOffset At, ImmutableArray<ClusterPulse> Clusters);

internal sealed record ClusterPulse(string Name, bool Connected, DateTimeOffset? ObservedAt);
