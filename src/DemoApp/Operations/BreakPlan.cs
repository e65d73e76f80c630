using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Operations;

/// <summary>What a break would do, and whether it may. Nothing is done by making one.</summary>
/// <param name="Reasons">Why not, in sentences; empty when allowed.</param>
/// <param name="WillHappen">What the room will see, in order.</param>
/// <param name="Kubectl">The same by hand, a line a cluster.</param>
/// <param name="Confirm">The name to confirm with when only that is missing.</param>
internal sealed record BreakPlan(
    string Kind, bool Allowed, ImmutableArray<string> Reasons, ImmutableArray<string> WillHappen, ImmutableArray<string> Kubectl,
    ImmutableArray<OperationStepView> Steps, string? Confirm, [property: System.Text.Json.Serialization.JsonIgnore] OperationRefusal? Refusal)
{
    /// <summary>Guards and preview from what is observed. Pure.</summary>
    public static BreakPlan Make(
        ImmutableArray<string> asked, string? confirm, ImmutableArray<ClusterSnapshot> clusters, ImmutableArray<TestdbHealth> testdb, ImmutableArray<OperationView> operations)
    {
        var refusal = Guard(asked, confirm, clusters, testdb, operations, out var wanted);
        return new(
            OperationKinds.Break, refusal is null, refusal is null ? [] : [refusal.Detail], Story(asked, clusters),
            [.. asked.Select(c => Line(clusters.First(k => k.Name == c)))], [.. asked.SelectMany(c => BreakSteps.For(clusters.First(k => k.Name == c)))], wanted, refusal);
    }

    public static string Line(ClusterSnapshot cluster) =>
        $"{cluster.Kubectl} patch rec {cluster.Rec?.Name ?? cluster.Name} --type merge --patch '{{\"spec\":{{\"clusterRecovery\":true}}}}'";

    public static bool IsHealthy(ClusterSnapshot cluster, ImmutableArray<TestdbHealth> testdb) =>
        cluster is { Connected: true, Rec: { State: "Running", ClusterRecovery: false } }
        && testdb.FirstOrDefault(t => t.Site == cluster.Name)?.Status == TestdbStatus.Serving;

    private static OperationRefusal? Guard(
        ImmutableArray<string> asked, string? confirm, ImmutableArray<ClusterSnapshot> clusters, ImmutableArray<TestdbHealth> testdb,
        ImmutableArray<OperationView> operations, out string? wanted)
    {
        wanted = null;
        foreach (var name in asked)
        {
            if (operations.FirstOrDefault(o => o.Status == "running" && o.Clusters.Contains(name)) is { } running)
            {
                return OperationRefusal.Conflict("Already running", $"{name} is being broken already by operation {running.Id}. Follow it, or cancel it first.");
            }
            var cluster = clusters.First(c => c.Name == name);
            if (!cluster.Connected)
            {
                return OperationRefusal.Conflict("Cluster not reachable", $"The API server of {name} does not answer ({cluster.Error ?? "not asked yet"}). Nothing can be patched there now.");
            }
            if (cluster.Rec is null)
            {
                return OperationRefusal.Conflict("No rec", $"There is no rec in {name}: nothing to put into recovery.");
            }
            if (cluster.Rec.ClusterRecovery || cluster.Rec.State is "RecoveryReset" or "RecoveringFirstPod" or "Initializing")
            {
                return OperationRefusal.Conflict("Already in recovery", $"{name} is in recovery already: its rec is {cluster.Rec.State ?? "without a state"}.");
            }
        }
        var healthy = clusters.Where(c => IsHealthy(c, testdb)).Select(c => c.Name).ToArray();
        var last = healthy.Except(asked).Any() ? null : healthy.LastOrDefault();
        if (last is null || confirm == last)
        {
            return null;
        }
        wanted = last;
        var wrong = string.IsNullOrEmpty(confirm) ? "" : $" '{confirm}' is not its name.";
        return OperationRefusal.Conflict("Last healthy cluster",
            $"{last} is the last healthy cluster: after this, no page of the shop works anywhere.{wrong} To do it all the same, confirm by typing its name: {last}.");
    }

    private static ImmutableArray<string> Story(ImmutableArray<string> asked, ImmutableArray<ClusterSnapshot> clusters)
    {
        if (asked.IsEmpty)
        {
            return [];
        }
        var names = string.Join(" and ", asked);
        var others = clusters.Select(c => c.Name).Except(asked).ToArray();
        return
        [
            $"The pods of {names} are deleted at once. Redis there is refused: attendees see 500.",
            "The pods come back one by one, 0/2, 1/2, 2/2. Once the first is ready, Redis accepts and never answers: attendees see 504.",
            "After 30 to 60 s the rec is Running again. testdb stays silent until a person recovers it with rladmin.",
            others.Length > 0 ? $"{string.Join(" and ", others)} keeps serving." : "No cluster keeps serving.",
        ];
    }
}
