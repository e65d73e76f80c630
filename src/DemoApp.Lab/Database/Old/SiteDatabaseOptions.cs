namespace DemoApp.Lab.Database.Old;

/// <summary>One site's database: whose it is and where its files are.</summary>
internal sealed record SiteDatabaseOptions
{
    /// <summary>The site's name. It is the origin of the site's effects at its peers, so it must stay the same across starts.</summary>
    public required string Site { get; init; }

    /// <summary>Holds the append-only file and the snapshots. Created when missing.</summary>
    public required string Directory { get; init; }

    public string Database { get; init; } = "testdb";
}
