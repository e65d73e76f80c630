using System.Collections.Immutable;
using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb;

/// <summary>
/// Health of every site's database, and of what is behind its other routes, as seen last. Reading never waits; <see cref="Changed"/> is
/// raised outside the lock.
/// </summary>
internal sealed partial class TestdbMonitor
{
    private readonly Lock gate = new();
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly int sites;
    private volatile TestdbHealth[] current;

    public TestdbMonitor(TestdbOptions options, TimeProvider time, ILogger<TestdbMonitor> logger)
    {
        this.time = time;
        this.logger = logger;
        var now = time.GetUtcNow();
        sites = options.Sites.Length;
        current = [.. new[] { TestdbRoute.Own, TestdbRoute.Federated, TestdbRoute.Group }.SelectMany(service => options.Sites.Select(site =>
            new TestdbHealth(site.Name, TestdbStatus.Unknown, now, null, "not asked yet", now) { Service = service }))];
    }

    /// <summary>The site's own database, one entry a site, in the order of the configuration.</summary>
    public ImmutableArray<TestdbHealth> Current => [.. current.AsSpan(0, sites)];

    /// <summary>Raised when a status changes, and with each PING (latency, age). Handlers must be quick.</summary>
    public event Action? Changed;

    public TestdbHealth this[string site] => this[site, TestdbRoute.Own];

    public TestdbHealth this[string site, string service] =>
        Array.Find(current, health => health.Site == site && health.Service == service) ?? throw new ArgumentException($"No {service} of a site '{site}'.", nameof(site));

    internal void Observe(TestdbRoute route, PingResult seen)
    {
        var (status, latency, detail) = seen;
        TestdbHealth before, after;
        lock (gate)
        {
            var index = Array.FindIndex(current, health => health.Site == route.Site && health.Service == route.Service);
            before = current[index];
            var now = time.GetUtcNow();
            after = before with
            {
                Status = status, Since = before.Status == status ? before.Since : now,
                Latency = latency, Detail = detail, Talks = seen.Talks, ObservedAt = now,
            };
            var next = (TestdbHealth[])current.Clone();
            next[index] = after;
            current = next;
        }
        if (before.Status != after.Status)
        {
            Log.StatusChanged(logger, route.Service, route.Site, before.Status, after.Status, detail);
        }
        Raise();
    }

    private void Raise()
    {
        try
        {
            Changed?.Invoke();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A listener's mistake must not stop the prober, or the page would never come back.
            Log.ListenerFailed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Service} of {Site}: {Before} -> {After} ({Detail})")]
        public static partial void StatusChanged(ILogger logger, string service, string site, TestdbStatus before, TestdbStatus after, string? detail);

        [LoggerMessage(Level = LogLevel.Error, Message = "A listener to testdb's health failed")]
        public static partial void ListenerFailed(ILogger logger, Exception error);
    }
}
