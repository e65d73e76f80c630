using System.Collections.Immutable;
using DemoApp.Clusters;

namespace DemoApp.Operations.Kinds;

/// <summary>Deletes one, two or all database pods of a cluster at once: the lesson of the quorum.</summary>
internal sealed class KillPodsKind : IOperationKind
{
    public string Name => "killPods";

    public string[] Fields => ["cluster", "pods", "confirm"];

    public OperationSubject Subject => OperationSubject.Database;

    public OperationDraft Draft(OperationRequest request, OperationWorld world)
    {
        if (string.IsNullOrEmpty(request.Cluster) || request.Pods is null)
        {
            throw new OperationRefusedException(OperationRefusal.Malformed(
                "cluster and pods are needed. Send for example {\"kind\":\"killPods\",\"cluster\":\"demo-clustera\",\"pods\":1}."));
        }

        var cluster = world.Cluster(request.Cluster);
        var nodes = cluster.Pods.Where(pod => pod.IsNode).ToImmutableArray();
        if (request.Pods < 1 || request.Pods > Math.Max(nodes.Length, 1))
        {
            throw new OperationRefusedException(OperationRefusal.NotPossible(
                $"pods must be a whole number from 1 to {nodes.Length}: so many database pods {cluster.Name} has."));
        }

        var killed = nodes.Take(request.Pods.Value).ToImmutableArray();
        var loss = Loss(killed.Length, nodes.Length);
        var refusal = BreakGuard.OfCluster(cluster);
        var confirm = refusal is null && loss != QuorumLoss.None ? BreakGuard.NameToConfirm([cluster], request.Confirm, world) : null;
        return new(
            [cluster.Name], [.. Steps(cluster, killed, loss)], Story(cluster.Name, killed.Length, nodes.Length, loss),
            refusal ?? (confirm is null ? null : BreakGuard.LastHealthy(confirm, request.Confirm)), confirm);
    }

    private static QuorumLoss Loss(int killed, int all) =>
        killed == all ? QuorumLoss.ForGood : killed * 2 > all ? QuorumLoss.ForAWhile : QuorumLoss.None;

    private static IEnumerable<OperationStep> Steps(ClusterSnapshot cluster, ImmutableArray<PodSnapshot> killed, QuorumLoss loss)
    {
        var (name, pods) = (cluster.Name, killed.Select(pod => pod.Name).ToArray());
        yield return new(name, $"{name}: delete {string.Join(", ", pods)}", $"{cluster.Kubectl} delete pod {string.Join(' ', pods)} --wait=false")
        {
            Act = async (hands, ct) => await hands.Commands.DeletePodsAsync(pods, ct) ? Sight.Done("accepted by the API server") : Sight.Skipped("gone already"),
        };
        if (loss == QuorumLoss.ForGood)
        {
            yield return new(name, $"{name}: testdb stops, for good")
            {
                Look = (world, _) => world.Serves(name) ? Sight.Goes("still answers") : Sight.Done("seen"),
            };
            yield break;
        }

        yield return new(name, $"{name}: {(killed.Length == 1 ? "the pod is" : "the pods are")} back")
        {
            Look = (world, _) =>
            {
                var back = killed.Count(old => world.Cluster(name).Pods.Any(pod => pod.Name == old.Name && pod.Uid != old.Uid && pod.IsReady));
                return back == killed.Length ? Sight.Done("seen") : Sight.Goes($"{back} of {killed.Length} ready");
            },
        };
        yield return new(name, $"{name}: testdb answers")
        {
            Look = (world, _) => world.Serves(name) ? Sight.Done("seen") : Sight.Goes("waiting for its first answer"),
        };
    }

    private static ImmutableArray<string> Story(string cluster, int killed, int all, QuorumLoss loss) => loss switch
    {
        QuorumLoss.None =>
        [
            $"{killed} of {all} database pods of {cluster} is deleted. {all - killed} are a majority still.",
            "If it was the one that serves, another takes over: the page has at most a blip.",
        ],
        QuorumLoss.ForAWhile =>
        [
            $"{killed} of {all} database pods of {cluster} are deleted at once: the rest is no majority.",
            "testdb stops. It comes back by itself, with all its data, when the pods do.",
        ],
        _ =>
        [
            $"All {all} database pods of {cluster} are deleted at once: the majority is lost for good.",
            "The pods come back and are not ready. Only a break (recovery) and a repair bring testdb back.",
        ],
    };

    private enum QuorumLoss
    {
        None,
        ForAWhile,
        ForGood,
    }
}
