using DemoApp.Testdb.Probing;
using StackExchange.Redis;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// Makes the two exceptions a call fails with. They are the library's own, so whoever classifies needs to know no type of ours; their
/// Data says what a fail page wants to tell: site, service, endpoint, since (DateTimeOffset), detail; and a sentence where the database talks.
/// </summary>
internal sealed class TestdbFailure(TestdbMonitor monitor, TimeProvider time)
{
    /// <summary>Nothing was left to try.</summary>
    /// <param name="complaint">What the database itself said last; null: what the probers say.</param>
    public Exception Of(TestdbPath path, PingResult? complaint, Exception? cause = null)
    {
        var health = monitor[path.Route.Site, path.Route.Service];
        var silent = (complaint?.Status ?? health.Status) is TestdbStatus.Silent or TestdbStatus.Unknown;
        return Build(path, health, silent, complaint?.Detail ?? health.Detail, complaint?.Talks ?? health.Talks, cause);
    }

    /// <summary>The budget is spent and no answer came.</summary>
    public Exception Silent(TestdbPath path)
    {
        var health = monitor[path.Route.Site, path.Route.Service];
        return Build(path, health, silent: true, health.Detail, health is { Talks: true, Status: TestdbStatus.Silent }, null);
    }

    private Exception Build(TestdbPath path, TestdbHealth health, bool silent, string? detail, bool talks, Exception? cause)
    {
        var (site, service, endpoint) = path.Route;
        Exception failure = silent
            ? new RedisTimeoutException(CommandFlags.None, $"{service} of {site} did not answer in time", CommandStatus.Unknown)
            : new RedisConnectionException(
                ConnectionFailureType.UnableToConnect, CommandFlags.None, $"{service} of {site} is not reachable", cause, CommandStatus.Unknown);
        failure.Data["site"] = site;
        failure.Data["service"] = service;
        failure.Data["endpoint"] = endpoint;
        // While the prober has not seen it yet, it is this request that saw it first: now.
        failure.Data["since"] = health.Status is TestdbStatus.Refused or TestdbStatus.Silent ? health.Since : time.GetUtcNow();
        failure.Data["detail"] = detail;
        failure.Data["sentence"] = talks && service != TestdbRoute.Group ? $"The service {service} of {site} {detail}." : null;
        return failure;
    }
}
