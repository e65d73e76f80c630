namespace DemoApp.Hosting;

/// <summary>Turns the lab's addresses into the section <c>Clusters</c>, as if a user had written it.</summary>
internal static class LabClusters
{
    /// <summary>Whether the configuration names clusters of its own; then no lab starts.</summary>
    public static bool NamesClusters(this IConfiguration configuration) => configuration.GetSection("Clusters").GetChildren().Any();

    public static void AddClusters(
        this IConfigurationBuilder configuration, string kubeconfig, IEnumerable<(string Name, string Testdb, string Federated)> clusters)
    {
        var settings = clusters.SelectMany((cluster, n) => new Dictionary<string, string?>
        {
            [$"Clusters:{n}:Name"] = cluster.Name,
            [$"Clusters:{n}:Context"] = cluster.Name,
            [$"Clusters:{n}:Kubeconfig"] = kubeconfig,
            [$"Clusters:{n}:Testdb"] = cluster.Testdb,
            [$"Clusters:{n}:Federated"] = cluster.Federated,
        });
        configuration.AddInMemoryCollection(settings);
    }
}
