using DemoApp.Bench.Proxies;

namespace DemoApp.Bench.Outages;

/// <summary>An outage of a database, named for what its end does to the connections from before it.</summary>
/// <param name="During">What clients meet meanwhile.</param>
/// <param name="ResetOld">Old connections are reset when the database is back.</param>
internal sealed record OldSockets(string Name, EndpointState During, bool ResetOld)
{
    public static readonly IReadOnlyList<OldSockets> All =
    [
        new("old sockets dead", EndpointState.BlackHole, ResetOld: false),
        new("old sockets closed", EndpointState.Withdrawn, ResetOld: false),
        new("old sockets frozen", EndpointState.Frozen, ResetOld: false),
        new("old sockets reset", EndpointState.BlackHole, ResetOld: true),
    ];
}
