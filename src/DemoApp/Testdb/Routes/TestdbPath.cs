using System.Collections.Immutable;
using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// All that goes one route: its members, the breaker before them, and what is told of them together. One answer of one member is enough
/// for the breaker to be closed; it is open while every member is known to be down.
/// </summary>
/// <remarks>
/// The route <c>group</c> holds its own connections instead of the library's connection group (ConnectGroupAsync). That one keeps its
/// members' connections to itself, so a request that waits cannot be sent a second time over another; its retries leave out batches, and
/// the page is one; and it gives a silent socket up after four AsyncTimeouts. With its best settings (checks every 250 ms, one probe
/// of 300 ms, a breaker after 5 faults) the requests under way when a database dies are lost.
/// </remarks>
internal sealed class TestdbPath : IAsyncDisposable
{
    /// <summary>Connections through an address that spreads: with two databases behind it, they soon lead to both.</summary>
    private const int Spread = 3;

    /// <summary>Newcomers such an address may turn away in a row, and still have a database that is well.</summary>
    private const int SpreadTries = 4;

    private readonly TestdbMonitor monitor;
    private readonly TestdbOptions options;
    private readonly TimeProvider time;
    private readonly ProbePace pace;
    private readonly SemaphoreSlim settling = new(1);
    private readonly Func<CancellationToken, Task> upkeep;
    private TaskCompletionSource changed = NewSignal();

    /// <param name="targets">Not empty; the first choice first.</param>
    public TestdbPath(
        string site, string service, ImmutableArray<SiteTarget> targets,
        TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
    {
        (this.options, this.monitor, this.time) = (options, monitor, time);
        Route = new(site, service, targets[0].Address.Split(',')[0]);
        Breaker = new(time);
        pace = new(options, time);
        var spreads = service == TestdbRoute.Federated;
        var connections = spreads ? Enumerable.Repeat(targets[0], Spread) : targets;
        Steering = new([.. connections.Select(target => new RouteMember(
            Route with { Endpoint = target.Address.Split(',')[0], Cluster = target.Cluster },
            target.Address, spreads ? SpreadTries : 1, pace, SettleAsync, options, time, loggers))]);
        upkeep = service switch
        {
            TestdbRoute.Group => new Failback(Steering, options, time, loggers.CreateLogger<Failback>()).RunAsync,
            TestdbRoute.Federated => new SpreadUpkeep(Steering, pace, options, time, loggers.CreateLogger<SpreadUpkeep>()).RunAsync,
            _ => static _ => Task.CompletedTask,
        };
    }

    /// <summary>As it was asked for; who answers in the end, each member says.</summary>
    public TestdbRoute Route { get; }

    public TestdbBreaker Breaker { get; }

    public Steering Steering { get; }

    /// <summary>Ends with the next look at a member. Take it before looking at the members.</summary>
    public Task Changed => Volatile.Read(ref changed).Task;

    /// <summary>A request goes this way. The first after a quiet time has the databases looked at again.</summary>
    public void Asked(long timestamp)
    {
        if (pace.EndsQuiet(timestamp))
        {
            Wake();
        }
    }

    public void Wake()
    {
        foreach (var member in Steering.Members)
        {
            member.Wake();
        }
    }

    /// <summary>Probes, and holds the connections ready. Runs until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll([.. Steering.Members.Select(member => member.ProbeAsync(cancellationToken)), upkeep(cancellationToken)]);

    /// <summary>Connects ahead: until one member serves and the others had a moment to, or for two deadlines at most.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var all = Task.WhenAll(Steering.Members.Select(member => member.PrepareAsync(options.Deadline * 2, enough.Token)));
        while (!all.IsCompleted)
        {
            var next = Changed;
            if (Steering.Members.Any(member => member.State.IsServing))
            {
                await Task.WhenAny(all, Task.Delay(options.ProbeLimit, time, cancellationToken));
                break;
            }
            await Task.WhenAny(all, next);
        }
        await enough.CancelAsync();
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Steering.Reconsider(hasHadTime: true);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Closes once the calls under way are done: each has met its deadline by then.</summary>
    public async Task RetireAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(options.Deadline * 1.5, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Steering.Members)
        {
            await member.DisposeAsync();
        }
    }

    /// <summary>After each look of a prober, one at a time: the breaker follows what all members are together.</summary>
    private async Task SettleAsync(RouteMember member, CancellationToken cancellationToken)
    {
        await settling.WaitAsync(cancellationToken);
        try
        {
            Steering.Reconsider();
            if (Steering.Members.Any(each => each.State.Seen.IsServing))
            {
                await Breaker.CloseAsync(cancellationToken);
                if (member == Steering.Active)
                {
                    monitor.Observe(Route, member.State.Seen);
                }
            }
            else if (Steering.IsDown)
            {
                // Told first: whoever meets the open breaker finds the reason.
                monitor.Observe(Route, Steering.Seen);
                await Breaker.OpenAsync(cancellationToken);
            }
        }
        finally
        {
            settling.Release();
        }
        Interlocked.Exchange(ref changed, NewSignal()).TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
