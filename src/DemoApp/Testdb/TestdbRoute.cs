namespace DemoApp.Testdb;

/// <summary>Which way requests go: the site they are made for, the service, and the address that answers them.</summary>
internal sealed record TestdbRoute(string Site, string Service, string Endpoint)
{
    /// <summary>The service of the site's own database.</summary>
    public const string Own = "testdb";

    /// <summary>The service that spreads over the databases of all clusters.</summary>
    public const string Federated = "testdb-federated";

    /// <summary>No service: the client itself chooses among the <c>testdb</c> of all sites, its own first.</summary>
    public const string Group = "group";

    /// <summary>
    /// The cluster whose database answers. On <see cref="Federated"/> that is not known; it is the site's own, as the address is.
    /// </summary>
    public string Cluster { get; init; } = Site;
}
