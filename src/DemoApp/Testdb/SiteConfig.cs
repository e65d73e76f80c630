using System.Collections.Immutable;

namespace DemoApp.Testdb;

/// <summary>What the user wrote about one site's database: one entry of the section <c>Clusters</c>.</summary>
/// <param name="Name">Name of the cluster, as in the address <c>/sites/{Name}</c>.</param>
/// <param name="Testdb">host:port of the service <c>testdb</c>, with options of StackExchange.Redis behind commas if need be.</param>
/// <param name="Federated">host:port of the service <c>testdb-federated</c>; null until there is one.</param>
/// <param name="ShopUrl">Where this site's shop is served when another application serves it; null: here.</param>
internal sealed record SiteConfig(string Name, string Testdb, string? Federated, string? ShopUrl)
{
    /// <summary>Where the requests of a route may go, the first choice first; empty for a route this site does not know.</summary>
    public ImmutableArray<SiteTarget> TargetsOf(string service, ImmutableArray<SiteConfig> sites) => service switch
    {
        TestdbRoute.Own => [new(Name, Testdb)],
        TestdbRoute.Federated when Federated is not null => [new(Name, Federated)],
        TestdbRoute.Group => [.. sites.OrderBy(site => site.Name == Name ? 0 : 1).Select(site => new SiteTarget(site.Name, site.Testdb))],
        _ => [],
    };
}

/// <param name="Cluster">Whose database is there.</param>
/// <param name="Address">host:port, with options of StackExchange.Redis behind commas if need be.</param>
internal sealed record SiteTarget(string Cluster, string Address);
