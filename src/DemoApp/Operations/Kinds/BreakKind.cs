using System.Collections.Immutable;
using DemoApp.Clusters;

namespace DemoApp.Operations.Kinds;

/// <summary>Puts the rec of one or more clusters into recovery, and follows it until it runs again.</summary>
internal sealed class BreakKind : IOperationKind
{
    private static readonly string[] States = ["RecoveryReset", "RecoveringFirstPod", "Initializing", "Running"];

    public string Name => "break";

    public string[] Fields => ["clusters", "confirm"];

    public OperationSubject Subject => OperationSubject.Database;

    public OperationDraft Draft(OperationRequest request, OperationWorld world)
    {
        if (request.Clusters is null or { Count: 0 })
        {
            throw new OperationRefusedException(OperationRefusal.Malformed("clusters is empty. Name at least one cluster."));
        }

        var asked = request.Clusters.Distinct().Select(world.Cluster).ToImmutableArray();
        var refusal = asked.Select(BreakGuard.OfCluster).FirstOrDefault(found => found is not null);
        var confirm = refusal is null ? BreakGuard.NameToConfirm(asked, request.Confirm, world) : null;
        return new(
            [.. asked.Select(cluster => cluster.Name)], [.. asked.SelectMany(StepsOf)], Story(asked, world),
            refusal ?? (confirm is null ? null : BreakGuard.LastHealthy(confirm, request.Confirm)), confirm);
    }

    private static IEnumerable<OperationStep> StepsOf(ClusterSnapshot cluster)
    {
        var line = $"{cluster.Kubectl} patch rec {cluster.Rec?.Name ?? cluster.Name} --type merge --patch '{{\"spec\":{{\"clusterRecovery\":true}}}}'";
        return States
            .Select((state, phase) => new OperationStep(cluster.Name, $"{cluster.Name}: rec {state}")
            {
                Look = (world, underWay) => Look(world.Cluster(cluster.Name).Rec, phase, underWay),
            })
            .Prepend(new OperationStep(cluster.Name, $"{cluster.Name}: patch spec.clusterRecovery", line)
            {
                Act = async (hands, ct) =>
                {
                    await hands.Commands.RecoverAsync(ct);
                    return Sight.Done("accepted by the API server");
                },
            });
    }

    /// <summary>The rec still runs from before until the operator has seen the patch: running ends nothing that had not begun.</summary>
    private static Sight Look(RecSnapshot? rec, int phase, bool underWay)
    {
        var now = Array.IndexOf(States, rec?.State);
        var runs = now == States.Length - 1;
        return (phase, now) switch
        {
            (_, < 0) => Sight.Waits("waiting for the operator"),
            _ when phase == now && runs => rec!.ClusterRecovery ? Sight.Waits() : Sight.Done("seen"),
            _ when phase == now => Sight.Goes("seen"),
            (0, _) when runs && !underWay => Sight.Waits("waiting for the operator"),
            _ when now < phase => Sight.Waits(),
            _ => underWay ? Sight.Done("seen") : Sight.Skipped(),
        };
    }

    private static ImmutableArray<string> Story(ImmutableArray<ClusterSnapshot> asked, OperationWorld world)
    {
        var names = string.Join(" and ", asked.Select(cluster => cluster.Name));
        var others = world.Names.Except(asked.Select(cluster => cluster.Name)).ToArray();
        return
        [
            $"The pods of {names} are deleted at once. Redis there is refused: attendees see 500.",
            "The pods come back one by one, 0/2, 1/2, 2/2. Once the first is ready, Redis accepts and never answers: attendees see 504.",
            "After 30 to 60 s the rec is Running again. testdb stays silent until a person recovers it with rladmin.",
            others.Length > 0 ? $"{string.Join(" and ", others)} keeps serving." : "No cluster keeps serving.",
        ];
    }
}
