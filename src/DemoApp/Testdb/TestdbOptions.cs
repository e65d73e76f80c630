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
    public TimeSpan QuietProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Time without a request after which the prober looks at <see cref="QuietProbeInterval"/>.</summary>
    public TimeSpan QuietAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait of the prober for one PING.</summary>
    public TimeSpan ProbeLimit { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>Pause between the starts of two PINGs while the database is down; they overlap.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromMilliseconds(75);
}
