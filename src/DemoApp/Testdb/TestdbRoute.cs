namespace DemoApp.Testdb;

/// <summary>Which way the requests of a site go: the service, and where it listens.</summary>
internal sealed record TestdbRoute(string Site, string Service, string Endpoint)
{
    /// <summary>The service of the site's own database.</summary>
    public const string Own = "testdb";

    /// <summary>The service that spreads over the databases of all clusters.</summary>
    public const string Federated = "testdb-federated";
}
