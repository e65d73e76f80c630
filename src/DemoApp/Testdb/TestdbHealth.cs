namespace DemoApp.Testdb;

/// <summary>Refused: nothing listens, or the connection is cut. Silent: it accepts and does not answer.</summary>
internal enum TestdbStatus
{
    Unknown,
    Serving,
    Refused,
    Silent,
}

/// <summary>What was last seen behind one service of a site.</summary>
/// <param name="Since">When <paramref name="Status"/> began.</param>
/// <param name="Latency">Of the last PING that was answered; null while none is.</param>
/// <param name="Detail">One sentence for people; null while serving.</param>
internal sealed record TestdbHealth(
    string Site, TestdbStatus Status, DateTimeOffset Since, TimeSpan? Latency, string? Detail, DateTimeOffset ObservedAt)
{
    public string Service { get; init; } = TestdbRoute.Own;

    /// <summary>
    /// Something answers there, but nothing a page can use: a wrong password, a memory that is full, no Redis at all. Then
    /// <see cref="Detail"/> ends the sentence "The service …".
    /// </summary>
    public bool Talks { get; init; }
}
