namespace DemoApp.Testdb.Probing;

/// <summary>What was last seen of one address behind a site's service <c>testdb</c>.</summary>
/// <param name="Address">host:port, as Kubernetes names it.</param>
/// <param name="Status">Unknown: not asked yet, or not to be reached from here; then <paramref name="Detail"/> says so.</param>
/// <param name="Since">When <paramref name="Status"/> began.</param>
/// <param name="Latency">Of the last PING that was answered; null while none is.</param>
/// <param name="Detail">One sentence for people; null while serving.</param>
internal sealed record EndpointHealth(
    string Site, string Address, TestdbStatus Status, DateTimeOffset Since, TimeSpan? Latency, string? Detail, DateTimeOffset ObservedAt)
{
    /// <summary>It has answered at least once, so a silence is its own and not the way's.</summary>
    public bool WasReached { get; init; }
}
