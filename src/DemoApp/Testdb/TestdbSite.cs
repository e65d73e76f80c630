using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace DemoApp.Testdb;

/// <summary>Which way the requests of a site go: the service, and where it listens.</summary>
internal sealed record TestdbRoute(string Site, string Service, string Endpoint);

/// <summary>
/// The way to one site's database. A call meets its deadline whatever the database does, and fails as one of two exceptions:
/// <see cref="RedisConnectionException"/> (not reachable) or <see cref="RedisTimeoutException"/> (no answer). Their Data says what a
/// fail page wants to tell: site, service, since (DateTimeOffset), detail.
/// </summary>
internal sealed class TestdbSite : IAsyncDisposable
{
    private readonly TestdbOptions options;
    private readonly TestdbMonitor monitor;
    private readonly TimeProvider time;
    private readonly TestdbBreaker breaker;
    private readonly TestdbConnection connection;
    private readonly TestdbProber prober;
    private readonly TaskCompletionSource verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TestdbSite(SiteConfig config, TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
    {
        (Config, this.options, this.monitor, this.time) = (config, options, monitor, time);
        Route = new(config.Name, "testdb", config.Testdb.Split(',')[0]);
        breaker = new(time);
        connection = new(config.Testdb, options, time, loggers.CreateLogger<TestdbConnection>());
        prober = new(config.Name, connection, breaker, monitor, options, time, loggers.CreateLogger<TestdbProber>());
        monitor.Changed += OnObserved;
    }

    public SiteConfig Config { get; }

    public TestdbRoute Route { get; }

    public TestdbHealth Health => monitor[Config.Name];

    /// <summary>Runs <paramref name="work"/> on the current connection, within the deadline of one request.</summary>
    public async Task<T> CallAsync<T>(Func<IDatabase, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            if (!verdict.Task.IsCompleted)
            {
                // The application has just started: the first look takes a moment, and a moment there is.
                await verdict.Task.WaitAsync(options.Deadline, time, cancellationToken);
            }
            return await breaker.ExecuteAsync(static async (call, token) =>
            {
                var (site, work, started) = call;
                var database = site.connection.Database ?? throw site.Failure(TestdbStatus.Refused, null);
                var left = site.options.Deadline - site.time.GetElapsedTime(started);
                return await work(database).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, site.time, token);
            }, (this, work, started), cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw Failure(Health.Status, open);
        }
        catch (TimeoutException error)
        {
            prober.Wake();
            throw Failure(TestdbStatus.Silent, error);
        }
        catch (Exception error) when (error is RedisConnectionException or ObjectDisposedException)
        {
            prober.Wake();
            throw Failure(TestdbStatus.Refused, error);
        }
    }

    internal Task ProbeAsync(CancellationToken cancellationToken) => prober.RunAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        monitor.Changed -= OnObserved;
        return connection.DisposeAsync();
    }

    private void OnObserved()
    {
        if (Health.Status != TestdbStatus.Unknown)
        {
            verdict.TrySetResult();
        }
    }

    /// <summary>One of the library's own two exceptions, so whoever classifies needs to know no type of ours.</summary>
    private Exception Failure(TestdbStatus status, Exception? cause)
    {
        var health = Health;
        Exception failure = status == TestdbStatus.Silent
            ? new RedisTimeoutException(CommandFlags.None, $"testdb of {Config.Name} did not answer in time", CommandStatus.Unknown)
            : new RedisConnectionException(
                ConnectionFailureType.UnableToConnect, CommandFlags.None, $"testdb of {Config.Name} is not reachable", cause, CommandStatus.Unknown);
        failure.Data["site"] = Config.Name;
        failure.Data["service"] = Route.Service;
        failure.Data["endpoint"] = Route.Endpoint;
        // While the prober has not seen it yet, it is this request that saw it first: now.
        failure.Data["since"] = health.Status is TestdbStatus.Refused or TestdbStatus.Silent ? health.Since : time.GetUtcNow();
        failure.Data["detail"] = health.Detail;
        return failure;
    }
}
