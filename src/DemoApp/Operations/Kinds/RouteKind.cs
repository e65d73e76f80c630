using System.Collections.Immutable;
using DemoApp.Clusters;

namespace DemoApp.Operations.Kinds;

/// <summary>Sends the page of one cluster, or of all, through another service.</summary>
internal sealed class RouteKind : IOperationKind
{
    public string Name => "route";

    public string[] Fields => ["cluster", "service"];

    public OperationSubject Subject => OperationSubject.Route;

    public OperationDraft Draft(OperationRequest request, OperationWorld world)
    {
        if (string.IsNullOrEmpty(request.Service))
        {
            throw new OperationRefusedException(OperationRefusal.Malformed(
                "service is missing. Send for example {\"kind\":\"route\",\"service\":\"testdb-federated\"}."));
        }

        var clusters = request.Cluster is null ? world.Clusters : [world.Cluster(request.Cluster)];
        foreach (var cluster in clusters)
        {
            var known = world.Route(cluster.Name).Known;
            if (!known.Contains(request.Service))
            {
                throw new OperationRefusedException(OperationRefusal.NotPossible(
                    $"{cluster.Name} has no service '{request.Service}' to go through; it has {string.Join(", ", known)}."));
            }
        }

        var refusal = clusters.Where(cluster => !cluster.Connected).Select(BreakGuard.Unreachable).FirstOrDefault();
        return new([.. clusters.Select(cluster => cluster.Name)], [.. clusters.SelectMany(cluster => Steps(cluster, request.Service))],
            Story(clusters, request.Service, world), refusal);
    }

    public static IEnumerable<OperationStep> Steps(ClusterSnapshot cluster, string service)
    {
        var (map, key) = (ClusterConfig.RouteMap, ClusterConfig.RouteKey);
        yield return new(
            cluster.Name, $"{cluster.Name}: patch ConfigMap {map}",
            $"{cluster.Kubectl} patch configmap {map} --type merge --patch '{{\"data\":{{\"{key}\":\"{service}\"}}}}'")
        {
            Act = async (hands, ct) =>
            {
                if (hands.World.Cluster(cluster.Name).Route == service)
                {
                    return Sight.Skipped($"{service} already");
                }
                await hands.Commands.SetRouteAsync(service, ct);
                return Sight.Done("accepted by the API server");
            },
        };
        yield return new(cluster.Name, $"{cluster.Name}: its page goes through {service}")
        {
            Look = (world, _) =>
                world.Route(cluster.Name).Service == service ? Sight.Done("seen")
                : world.Cluster(cluster.Name).Route == service ? Sight.Goes("the ConfigMap is seen, the way is being connected")
                : Sight.Waits(),
        };
    }

    private static ImmutableArray<string> Story(ImmutableArray<ClusterSnapshot> clusters, string service, OperationWorld world)
    {
        var names = string.Join(" and ", clusters.Select(cluster => cluster.Name));
        var same = clusters.All(cluster => world.Route(cluster.Name).Service == service);
        return same
            ? [$"Nothing changes: the page of {names} goes through {service} already."]
            : [$"The page of {names} goes through {service} within a second, without a restart.", Meaning(service, names)];
    }

    private static string Meaning(string service, string names) => service switch
    {
        "testdb" => $"It depends on the database of {names} alone: an outage shows.",
        "testdb-federated" => "Kubernetes sends it to a database that is ready, in whichever cluster.",
        "group" => "The client itself knows every site's database, and takes one that answers.",
        _ => $"What {service} does is known where it is configured.",
    };
}
