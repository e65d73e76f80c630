using System.Collections.Immutable;
using System.Threading.Channels;
using DemoApp.Testdb.Probing;
using DemoApp.Testdb.Routes;
using Microsoft.Extensions.Logging;
using Polly.CircuitBreaker;
using StackExchange.Redis;

namespace DemoApp.Testdb;

/// <summary>
/// The way to one site's database, by the route that was asked for last. A call meets its deadline whatever the database does, and fails
/// as one of two exceptions: <see cref="RedisConnectionException"/> (not reachable, or no use) or <see cref="RedisTimeoutException"/> (no
/// answer), as <see cref="TestdbFailure"/> makes them.
/// </summary>
internal sealed partial class TestdbSite : IAsyncDisposable
{
    private readonly TestdbOptions options;
    private readonly TestdbMonitor monitor;
    private readonly TimeProvider time;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private readonly TestdbLookout lookout;
    private readonly TestdbFailure failure;
    private readonly Channel<string> wanted = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly TaskCompletionSource verdict = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile TestdbPath path;
    private volatile string? refused;
    private long askedAt;

    public TestdbSite(SiteConfig config, TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
    {
        (Config, this.options, this.monitor, this.time, this.loggers) = (config, options, monitor, time, loggers);
        logger = loggers.CreateLogger<TestdbSite>();
        askedAt = time.GetTimestamp();
        failure = new(monitor, time);
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
    public ImmutableArray<string> Services =>
        [.. new[] { TestdbRoute.Own, TestdbRoute.Federated, TestdbRoute.Group }.Where(service => !Config.TargetsOf(service, options.Sites).IsEmpty)];

    /// <summary>Timestamp of the last call.</summary>
    public long AskedAt => Volatile.Read(ref askedAt);

    /// <summary>Of the route in use.</summary>
    public TestdbHealth Health => monitor[Config.Name, Route.Service];

    /// <summary>Asks for a route; requests take it once it is connected. False: this site has no such service, and nothing changes.</summary>
    public bool Follow(string service)
    {
        var known = !Config.TargetsOf(service, options.Sites).IsEmpty;
        refused = known ? null : service;
        return known && wanted.Writer.TryWrite(service);
    }

    /// <summary>What a call would fail with at once, made and not thrown: during an outage there are many. Null: calls are let through.</summary>
    public Exception? Failing
    {
        get
        {
            var taken = path;
            if (!taken.Breaker.IsOpen)
            {
                return null;
            }
            var now = time.GetTimestamp();
            Volatile.Write(ref askedAt, now);
            taken.Asked(now);
            return failure.Of(taken, null);
        }
    }

    /// <summary>Something has changed around the database: looks at it now, however quiet it was.</summary>
    public void LookAgain() => path.Wake();

    /// <summary>Runs <paramref name="work"/> within the deadline of one request; it is told which way it goes and who answers.</summary>
    /// <remarks>
    /// <b>The work must be repeatable.</b> It may be run again after a lost connection or an error of the database, and a second time
    /// beside the first when that is not answered for <see cref="TestdbOptions.HedgeAfter"/>, on another connection, on the route
    /// <c>group</c> on another database: what it writes must come out the same once or four times, in part or whole. All runs share the one
    /// budget of the request, <see cref="TestdbOptions.Deadline"/>, from here to the answer. The first answer is the result; a run that
    /// comes too late is left to its own end. When the caller cancels, nothing is waited for any more.
    /// </remarks>
    public async Task<T> CallAsync<T>(Func<IDatabase, TestdbRoute, Task<T>> work, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        Volatile.Write(ref askedAt, started);
        if (!verdict.Task.IsCompleted)
        {
            // The application has just started: the first look takes a moment, and a moment there is.
            await verdict.Task.WaitAsync(options.Deadline, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
        var taken = path;
        taken.Asked(started);
        try
        {
            var call = new RepeatableCall<T>(taken, work, started, failure, options, time);
            return await taken.Breaker.ExecuteAsync(static async (call, token) => await call.RunAsync(token), call, cancellationToken);
        }
        catch (BrokenCircuitException open)
        {
            throw failure.Of(taken, null, open);
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
            var probing = Task.WhenAll(old.RunAsync(leg.Token), old.Route.Service == TestdbRoute.Own ? Task.CompletedTask : lookout.RunAsync(leg.Token));
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
                monitor.Observe(old.Route, new(TestdbStatus.Unknown, null, "not the route"));
            }
        }
        await retiring;
    }

    public ValueTask DisposeAsync()
    {
        monitor.Changed -= OnObserved;
        return path.DisposeAsync();
    }

    private TestdbPath Path(string service) => new(Config.Name, service, Config.TargetsOf(service, options.Sites), options, monitor, time, loggers);

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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "Route of {Site}: {Before} -> {After}")]
        public static partial void Switched(ILogger logger, string site, string before, string after);
    }
}
