using System.Collections.Immutable;
using DemoApp.Clusters;

namespace DemoApp.Operations.Kinds;

/// <summary>Labels testdb in every cluster and makes the service that spreads over all of them, or takes both away again.</summary>
internal sealed class FederateKind(bool federated) : IOperationKind
{
    public string Name => federated ? "federate" : "unfederate";

    public string[] Fields => [];

    public OperationSubject Subject => OperationSubject.Route;

    public OperationDraft Draft(OperationRequest request, OperationWorld world) => new(
        [.. world.Names],
        [.. world.Clusters.SelectMany(cluster => federated ? Steps(cluster) : StepsBack(cluster))],
        federated ? Story : StoryBack,
        world.Clusters.Where(cluster => !cluster.Connected).Select(BreakGuard.Unreachable).FirstOrDefault() ?? (federated ? null : InUse(world)));

    private static ImmutableArray<string> Story =>
    [
        "testdb is labelled in every cluster: federation=yes.",
        "The Service testdb-federated is made. Calico writes the ready databases of all clusters behind it.",
        "No page changes by this alone: route it there.",
    ];

    private static ImmutableArray<string> StoryBack =>
    [
        "The Service testdb-federated and its endpoints are gone.",
        "testdb is a service of its own cluster again, in each.",
    ];

    /// <summary>The label goes last on, first off: what is federated is never selected by half.</summary>
    public static IEnumerable<OperationStep> StepsBack(ClusterSnapshot cluster)
    {
        var name = cluster.Name;
        yield return new(name, $"{name}: delete Service {ClusterConfig.Federated}", $"{cluster.Kubectl} delete svc {ClusterConfig.Federated} --ignore-not-found")
        {
            Act = async (hands, ct) => await hands.Commands.UnfederateAsync(ct) ? Sight.Done("deleted") : Sight.Skipped("there is none"),
        };
        yield return new(name, $"{name}: remove the label of testdb", $"{cluster.Kubectl} label svc testdb federation-")
        {
            Act = async (hands, ct) => await hands.Commands.LabelAsync(false, ct) ? Sight.Done("removed") : Sight.Skipped("it has none"),
        };
        yield return new(name, $"{name}: its endpoints are gone")
        {
            Look = (world, _) => world.Cluster(name).Federated is null ? Sight.Done("seen") : Sight.Goes("waiting for Calico"),
        };
    }

    private static IEnumerable<OperationStep> Steps(ClusterSnapshot cluster)
    {
        var name = cluster.Name;
        yield return new(name, $"{name}: label testdb", $"{cluster.Kubectl} label svc testdb federation=yes --overwrite")
        {
            Act = async (hands, ct) => await hands.Commands.LabelAsync(true, ct) ? Sight.Done("labelled") : Sight.Skipped("labelled already"),
        };
        yield return new(name, $"{name}: apply Service {ClusterConfig.Federated}", $"{cluster.Kubectl} apply -f {FederatedService.Manifest}")
        {
            Act = async (hands, ct) => await hands.Commands.FederateAsync(ct) ? Sight.Done("created") : Sight.Skipped("there already"),
        };
        yield return new(name, $"{name}: a ready database is behind it")
        {
            Look = (world, _) => world.Cluster(name).Federated is { } endpoints && endpoints.Any(endpoint => endpoint.Ready)
                ? Sight.Done(string.Join(", ", endpoints.Where(endpoint => endpoint.Ready).Select(endpoint => endpoint.Target ?? endpoint.Address)))
                : Sight.Goes("waiting for Calico to write the endpoints"),
        };
    }

    private static OperationRefusal? InUse(OperationWorld world) =>
        world.Routes.FirstOrDefault(route => route.Service == ClusterConfig.Federated) is { } user
            ? OperationRefusal.Conflict(
                "Still in use", $"The page of {user.Site} goes through {ClusterConfig.Federated}: it would fail. Route it to testdb first.")
            : null;
}
