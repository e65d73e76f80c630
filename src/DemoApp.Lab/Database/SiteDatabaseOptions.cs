using DemoApp.Lab.Database.Nodes;

namespace DemoApp.Lab.Database;

/// <summary>One site's database: whose it is and where its files are.</summary>
internal sealed record SiteDatabaseOptions
{
    /// <summary>The site's name. It is in the name of every effect the site makes, so it must stay the same across starts.</summary>
    public required string Site { get; init; }

    /// <summary>Holds a volume for each node. Created when missing.</summary>
    public required string Directory { get; init; }

    public string Database { get; init; } = "testdb";

    /// <summary>What clients must give with AUTH or HELLO; null: nothing.</summary>
    public string? Password { get; init; }

    /// <summary>A snapshot is taken when so much time has passed and something was written, or when the log has grown so far.</summary>
    public TimeSpan SnapshotEvery { get; init; } = TimeSpan.FromMinutes(5);

    public long SnapshotAfterBytes { get; init; } = 64 << 20;

    public GarnetNodeOptions Node { get; init; } = new();
}
