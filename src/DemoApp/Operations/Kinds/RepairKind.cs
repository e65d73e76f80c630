using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Operations.Kinds;

/// <summary>Recovers the database of a cluster whose rec runs again, as a person does it: rladmin in its first pod.</summary>
internal sealed class RepairKind : IOperationKind
{
    private static readonly string[] Recover = ["recover", "all"];

    public string Name => "repair";

    public string[] Fields => ["cluster"];

    public OperationSubject Subject => OperationSubject.Database;

    public OperationDraft Draft(OperationRequest request, OperationWorld world)
    {
        if (string.IsNullOrEmpty(request.Cluster))
        {
            throw new OperationRefusedException(OperationRefusal.Malformed(
                "cluster is missing. Send for example {\"kind\":\"repair\",\"cluster\":\"demo-clustera\"}."));
        }

        var cluster = world.Cluster(request.Cluster);
        return new(
            [cluster.Name], [.. Steps(cluster)],
            [
                $"rladmin recover all runs in {FirstPod(cluster)}: the snapshot and the log are read from disk.",
                "What the other clusters wrote meanwhile is taken from them.",
                $"testdb of {cluster.Name} answers again, and its page with it.",
            ],
            Guard(cluster, world));
    }

    public static IEnumerable<OperationStep> Steps(ClusterSnapshot cluster)
    {
        var name = cluster.Name;
        yield return new(name, $"{name}: rladmin recover all", $"{cluster.Kubectl} exec {FirstPod(cluster)} -- rladmin {string.Join(' ', Recover)}")
        {
            Act = async (hands, ct) =>
            {
                if (hands.World.Serves(name))
                {
                    return Sight.Skipped("testdb answers");
                }
                var last = "done";
                await hands.Commands.RladminAsync(FirstPod(cluster), Recover, line => hands.Progress(last = line), ct);
                return Sight.Done(last);
            },
        };
        yield return new(name, $"{name}: testdb answers")
        {
            Look = (world, _) => world.Serves(name) ? Sight.Done("seen") : Sight.Goes("waiting for its first answer"),
        };
    }

    private static OperationRefusal? Guard(ClusterSnapshot cluster, OperationWorld world) => cluster switch
    {
        { Connected: false } => BreakGuard.Unreachable(cluster),
        _ when world.Serves(cluster.Name) => OperationRefusal.Conflict("Nothing to repair", $"testdb of {cluster.Name} answers. There is nothing to repair."),
        { Rec: { State: "Running", ClusterRecovery: false } } => null,
        _ => OperationRefusal.Conflict(
            "Too early", $"The rec of {cluster.Name} is {cluster.Rec?.State ?? "not there"}. Its database can be recovered once the rec is Running."),
    };

    private static string FirstPod(ClusterSnapshot cluster) => $"{cluster.Rec?.Name ?? cluster.Name}-0";
}
