namespace DemoApp.Bench.Proxies;

/// <summary>How a database behind a service is, as a client of the service meets it.</summary>
internal enum EndpointState
{
    Serving,

    /// <summary>Off the service's list, and its connections closed, as when its pod ends in order.</summary>
    Withdrawn,

    /// <summary>Still on the list, its connections reset and its port closed, as when its process dies.</summary>
    Closed,

    /// <summary>Still on the list; what is sent to it is lost, on old connections and new. An old one never comes back to life.</summary>
    BlackHole,

    /// <summary>Held still: what is sent waits, and is answered in order once it serves again.</summary>
    Frozen,
}
