namespace DemoApp.Testdb;

/// <summary>What the user wrote about one site's database: one entry of the section <c>Clusters</c>.</summary>
/// <param name="Name">Name of the cluster, as in the address <c>/sites/{Name}</c>.</param>
/// <param name="Testdb">host:port of the service <c>testdb</c>, with options of StackExchange.Redis behind commas if need be.</param>
/// <param name="Federated">host:port of the service <c>testdb-federated</c>; null until there is one.</param>
/// <param name="ShopUrl">Where this site's shop is served when another application serves it; null: here.</param>
internal sealed record SiteConfig(string Name, string Testdb, string? Federated, string? ShopUrl)
{
    /// <summary>Where a service listens, with its options; null for a service this site has no address of.</summary>
    public string? AddressOf(string service) => service switch
    {
        TestdbRoute.Own => Testdb,
        TestdbRoute.Federated => Federated,
        _ => null,
    };
}
