using System.Collections.Immutable;

namespace DemoApp.Testdb;

/// <summary>The validated settings: all sites, and the limits that hold for each.</summary>
internal sealed record TestdbOptions
{
    /// <summary>The first is the home site.</summary>
    public required ImmutableArray<SiteConfig> Sites { get; init; }

    /// <summary>Longest wait of one request for its answer; past it the request fails as "no answer".</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause between two PINGs of the prober while the database serves.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>The same once nobody has asked for <see cref="QuietAfter"/>.</summary>
    public TimeSpan QuietProbeInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Time without a request after which the prober looks at <see cref="QuietProbeInterval"/>.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait of the prober for one PING.</summary>
    public TimeSpan ProbeLimit { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Pause between the starts of two PINGs while the database is down; they overlap.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// Time without an answer after which a request is sent a second time, over another connection of its route. Long enough that a
    /// database which is well does not see it, short enough that two of them fit into the <see cref="Deadline"/>.
    /// </summary>
    public TimeSpan HedgeAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long the site's own database must have answered without a break before the route <c>group</c> returns to it.</summary>
    public TimeSpan FailbackAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How far two databases that replicate to each other may be apart and still count as caught up.</summary>
    public TimeSpan FailbackLag { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause between two looks at the endpoints behind a service while attendees ask.</summary>
    public TimeSpan EndpointProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The same once nobody has asked for <see cref="QuietAfter"/>.</summary>
    public TimeSpan QuietEndpointProbeInterval { get; init; } = TimeSpan.FromSeconds(10);
}
