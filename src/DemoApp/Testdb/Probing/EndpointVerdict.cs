namespace DemoApp.Testdb.Probing;

/// <summary>
/// One look at an endpoint → what is said of it. Pods' addresses often lead nowhere from outside of their cluster, or to somebody
/// else. So an address is judged only once an address of its site has answered; until then it may be the way that is missing.
/// </summary>
internal static class EndpointVerdict
{
    /// <param name="siteReached">An address of the same site has answered before.</param>
    /// <param name="serviceServes">The service in front of the endpoint answers.</param>
    public static EndpointHealth Of(EndpointHealth before, PingResult ping, bool siteReached, bool serviceServes, DateTimeOffset now)
    {
        var reached = siteReached || before.WasReached || ping.IsServing;
        var (status, detail) = reached || ping.Status == TestdbStatus.Unknown
            ? (ping.Status, ping.Detail)
            : (TestdbStatus.Unknown, serviceServes
                ? $"{before.Address} cannot be reached from here ({ping.Detail}) while the service answers: it is a pod's own"
                : $"{before.Address} has not answered here yet ({ping.Detail})");
        return before with
        {
            Status = status,
            Since = before.Status == status ? before.Since : now,
            Latency = ping.Latency,
            Detail = detail,
            ObservedAt = now,
            WasReached = before.WasReached || ping.IsServing,
        };
    }
}
