using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb.Probing;

/// <summary>
/// Looks at every endpoint behind the sites' services: a PING on a fresh socket each, past the service that spreads. The addresses come
/// from whoever watches Kubernetes. Reading never waits; <see cref="Changed"/> is raised when a status or the list changes.
/// </summary>
internal sealed partial class EndpointProbes(
    TestdbSites sites, TestdbMonitor monitor, TestdbOptions options, TimeProvider time, ILogger<EndpointProbes> logger) : BackgroundService
{
    private readonly Lock gate = new();
    private readonly ProbePace pace = new(
        options with { ProbeInterval = options.EndpointProbeInterval, QuietProbeInterval = options.QuietEndpointProbeInterval }, time);
    private volatile ImmutableList<EndpointHealth> current = [];

    public event Action? Changed;

    /// <summary>In the order of the sites' names and of their lists.</summary>
    public ImmutableList<EndpointHealth> Current => current;

    /// <summary>The ready addresses behind the service of a site, host:port. What is known of an address that stays is kept.</summary>
    public void Follow(string site, ImmutableArray<string> addresses)
    {
        lock (gate)
        {
            var before = current.FindAll(endpoint => endpoint.Site == site);
            if (before.Select(endpoint => endpoint.Address).SequenceEqual(addresses))
            {
                return;
            }
            var now = time.GetUtcNow();
            current = [.. current.Where(endpoint => endpoint.Site != site)
                .Concat(addresses.Select(address => before.Find(endpoint => endpoint.Address == address)
                    ?? new EndpointHealth(site, address, TestdbStatus.Unknown, now, null, "not asked yet", now)))
                .OrderBy(endpoint => endpoint.Site, StringComparer.Ordinal)];
        }
        Raise();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OutOfMemoryException && !stoppingToken.IsCancellationRequested)
            {
                Log.Failed(logger, error);
            }
            pace.EndsQuiet(sites.All.Max(site => site.AskedAt));
            await Task.Delay(pace.Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var seen = await Task.WhenAll(current.Select(
            async endpoint => (endpoint.Site, endpoint.Address, Ping: await PingAsync(endpoint, cancellationToken))));
        bool changed;
        lock (gate)
        {
            var before = current;
            current = [.. before.Select(endpoint =>
            {
                var (site, address, ping) = Array.Find(seen, each => each.Site == endpoint.Site && each.Address == endpoint.Address);
                var serves = monitor[endpoint.Site].Status == TestdbStatus.Serving;
                return address is null ? endpoint : EndpointVerdict.Of(endpoint, ping, IsReached(before, site), serves, time.GetUtcNow());
            })];
            changed = !before.Select(endpoint => endpoint.Status).SequenceEqual(current.Select(endpoint => endpoint.Status));
        }
        if (changed)
        {
            Raise();
        }
    }

    private async Task<PingResult> PingAsync(EndpointHealth endpoint, CancellationToken cancellationToken) =>
        IPEndPoint.TryParse(endpoint.Address, out var address)
            ? await RawPing.SendAsync(address, options.ProbeLimit, time, cancellationToken)
            : new(TestdbStatus.Unknown, null, "is no IP address and port");

    private static bool IsReached(ImmutableList<EndpointHealth> endpoints, string site) =>
        endpoints.Exists(endpoint => endpoint.Site == site && endpoint.WasReached);

    private void Raise()
    {
        try
        {
            Changed?.Invoke();
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // A listener's mistake must not end the probing.
            Log.Failed(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "Looking at the endpoints failed and goes on")]
        public static partial void Failed(ILogger logger, Exception error);
    }
}
