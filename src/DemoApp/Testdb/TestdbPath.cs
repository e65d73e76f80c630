using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace DemoApp.Testdb;

/// <summary>All that goes one route: its connection, the breaker before it and the prober that watches both.</summary>
internal sealed class TestdbPath : IAsyncDisposable
{
    private readonly TestdbOptions options;
    private readonly TimeProvider time;
    private readonly TestdbConnection connection;
    private readonly TestdbProber prober;

    public TestdbPath(TestdbRoute route, string address, TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
    {
        (Route, this.options, this.time) = (route, options, time);
        Breaker = new(time);
        connection = new(address, options, time, loggers.CreateLogger<TestdbConnection>());
        prober = new(route, connection, Breaker, monitor, options, time, loggers.CreateLogger<TestdbProber>());
    }

    public TestdbRoute Route { get; }

    public TestdbBreaker Breaker { get; }

    public IDatabase? Database => connection.Database;

    /// <inheritdoc cref="TestdbProber.Wake"/>
    public void Wake() => prober.Wake();

    /// <inheritdoc cref="TestdbProber.Asked"/>
    public void Asked(long timestamp) => prober.Asked(timestamp);

    public Task ProbeAsync(CancellationToken cancellationToken) => prober.RunAsync(cancellationToken);

    /// <summary>Connects ahead, for two deadlines: behind a service that spreads, the first connection may meet the dead database.</summary>
    public Task PrepareAsync(CancellationToken cancellationToken) => prober.PrepareAsync(options.Deadline * 2, cancellationToken);

    /// <summary>Closes once the calls under way are done: each has met its deadline by then.</summary>
    public async Task RetireAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(options.Deadline * 1.5, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
