namespace DemoApp.Testdb.Probing;

/// <summary>What came of one look at a database. <see cref="Latency"/> is there exactly when it answered.</summary>
internal readonly record struct PingResult(TestdbStatus Status, TimeSpan? Latency, string? Detail)
{
    /// <summary>Made and then cut: what cut the connection may have been the database's way back, so only a fresh PING decides.</summary>
    public bool Cut { get; init; }

    /// <inheritdoc cref="TestdbHealth.Talks"/>
    public bool Talks { get; init; }

    /// <summary>The library says so of what it once heard; whether it still holds only a fresh connection tells.</summary>
    public bool IsHearsay { get; init; }

    public bool IsServing => Status == TestdbStatus.Serving;
}
