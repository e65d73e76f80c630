using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace DemoApp.Testdb;

/// <summary>
/// The way to one site's database, by the route that was asked for last. A call meets its deadline whatever the database does, and fails as one of two exceptions:
/// <see cref="RedisConnectionException"/> (not reachable) or <see cref="RedisTimeoutException"/> (no answer). Their Data says what a
/// fail page wants to tell: site, service, since (DateTimeOffset), detail.
/// </summary>
internal sealed partial class TestdbSite : IAsyncDisposable
{
    private readonly TestdbOptions options;
    private readonly TestdbMonitor monitor;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly TestdbLookout lookout;
    private readonly Channel<string> wanted = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TestdbPath path;
    private volatile string? refused;

    public TestdbSite(SiteConfig config, TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
    {
        (Config, this.options, this.monitor, this.time, this.loggers) = (config, options, monitor, time, loggers);
        logger = loggers.CreateLogger<TestdbSite>();
        path = Path(TestdbRoute.Own);
        lookout = new(path.Route, config.Testdb, monitor, options, time, loggers.CreateLogger<TestdbLookout>());
        monitor.Changed += OnObserved;
    }

    public SiteConfig Config { get; }

    /// <summary>The route of requests that come now.</summary>
    public TestdbRoute Route => path.Route;

    /// <summary>The service that was asked for last and is none of this site, verbatim; null when there is nothing to refuse.</summary>
    public string? RefusedRoute => refused;

    /// <summary>The services its requests may go through.</summary>
    public ImmutableArray<string> Services => [.. new[] { TestdbRoute.Own, TestdbRoute.Federated }.Where(service => Config.AddressOf(service) is not null)];

    /// <summary>Of the route in use.</summary>
    public TestdbHealth Health => monitor[Config.Name, Route.Service];

    /// <summary>Asks for a route; requests take it once it is connected. False: this site has no such service, and nothing changes.</summary>
    public bool Follow(string service)
    {
        var known = Config.AddressOf(service) is not null;
        refused = known ? null : service;
        return known && wanted.Writer.TryWrite(service);
    }

    /// <summary>Runs <paramref name="work"/> on the current connection, within the deadline of one request; it is told the route it takes.</summary>
    public async Task<T> CallAsync<T>(Func<IDatabase, TestdbRoute, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var taken = path;
        try
        {
            if (!verdict.Task.IsCompleted)
            {
                // The application has just started: the first look takes a moment, and a moment there is.
                await verdict.Task.WaitAsync(options.Deadline, time, cancellationToken);
                taken = path;
            }
            taken.Asked(started);
            return await taken.Breaker.ExecuteAsync(static async (call, token) =>
            {
                var (site, taken, work, started) = call;
                var database = taken.Database ?? throw site.Failure(taken.Route, TestdbStatus.Refused, null);
                var left = site.options.Deadline - site.time.GetElapsedTime(started);
                return await work(database, taken.Route).WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, site.time, token);
            }, (this, taken, work, started), cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw Failure(taken.Route, monitor[Config.Name, taken.Route.Service].Status, open);
        }
        catch (TimeoutException error)
        {
            taken.Wake();
            throw Failure(taken.Route, TestdbStatus.Silent, error);
        }
        catch (Exception error) when (error is RedisConnectionException or ObjectDisposedException)
        {
            taken.Wake();
            throw Failure(taken.Route, TestdbStatus.Refused, error);
        }
    }

    /// <summary>Probes the route in use, and changes it when another is asked for. Runs until cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var retiring = Task.CompletedTask;
        while (!cancellationToken.IsCancellationRequested)
        {
            using var leg = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var old = path;
            var probing = Task.WhenAll(old.ProbeAsync(leg.Token), old.Route.Service == TestdbRoute.Own ? Task.CompletedTask : lookout.RunAsync(leg.Token));
            if (await NextAsync(cancellationToken) is { } next)
            {
                path = next;
                Log.Switched(logger, Config.Name, old.Route.Service, next.Route.Service);
                retiring = Task.WhenAll(retiring, old.RetireAsync(cancellationToken));
            }
            await leg.CancelAsync();
            await probing;
            if (old != path && old.Route.Service != TestdbRoute.Own)
            {
                monitor.Observe(old.Route, TestdbStatus.Unknown, null, "not the route");
            }
        }
        await retiring;
    }

    public ValueTask DisposeAsync()
    {
        monitor.Changed -= OnObserved;
        return path.DisposeAsync();
    }

    private TestdbPath Path(string service)
    {
        var address = Config.AddressOf(service)!;
        return new(new(Config.Name, service, address.Split(',')[0]), address, options, monitor, time, loggers);
    }

    /// <summary>Waits until another route is asked for and connects it ahead, while requests still go the old one. Null: cancelled.</summary>
    private async Task<TestdbPath?> NextAsync(CancellationToken cancellationToken)
    {
        TestdbPath? next = null;
        try
        {
            while (next is null)
            {
                var service = await wanted.Reader.ReadAsync(cancellationToken);
                next = service == Route.Service ? null : Path(service);
            }
            await next.PrepareAsync(cancellationToken);
            return next;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await (next?.DisposeAsync() ?? ValueTask.CompletedTask);
            return null;
        }
    }

    private void OnObserved()
    {
        if (Health.Status != TestdbStatus.Unknown)
        {
            verdict.TrySetResult();
        }
    }

    /// <summary>One of the library's own two exceptions, so whoever classifies needs to know no type of ours.</summary>
    private Exception Failure(TestdbRoute route, TestdbStatus status, Exception? cause)
    {
        var health = monitor[Config.Name, route.Service];
        Exception failure = status == TestdbStatus.Silent
            ? new RedisTimeoutException(CommandFlags.None, $"{route.Service} of {Config.Name} did not answer in time", CommandStatus.Unknown)
            : new RedisConnectionException(
                ConnectionFailureType.UnableToConnect, CommandFlags.None, $"{route.Service} of {Config.Name} is not reachable", cause, CommandStatus.Unknown);
        failure.Data["site"] = Config.Name;
        failure.Data["service"] = route.Service;
        failure.Data["endpoint"] = route.Endpoint;
        // While the prober has not seen it yet, it is this request that saw it first: now.
        failure.Data["since"] = health.Status is TestdbStatus.Refused or TestdbStatus.Silent ? health.Since : time.GetUtcNow();
        failure.Data["detail"] = health.Detail;
        return failure;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Route of {Site}: {Before} -> {After}")]
        public static partial void Switched(ILogger logger, string site, string before, string after);
    }
}
