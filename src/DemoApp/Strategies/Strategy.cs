using DemoApp.Testdb;
using StackExchange.Redis;

namespace DemoApp.Strategies;

/// <summary>One way to reach a site's database, with connections of its own: nothing of it touches the page's.</summary>
internal abstract class Strategy(string name, string what) : IAsyncDisposable
{
    public string Name => name;

    public string What => what;

    /// <summary>One light request: writes a field of its own and reads it back.</summary>
    public abstract Task AskAsync(CancellationToken cancellationToken);

    public abstract ValueTask DisposeAsync();

    /// <summary>Repeatable: the field and its value are the same however often it runs.</summary>
    protected static async Task WriteAndReadAsync(IDatabase database, string field)
    {
        var batch = database.CreateBatch();
        var written = batch.HashSetAsync("strategies", field, "asked");
        var kept = batch.KeyExpireAsync("strategies", TimeSpan.FromHours(1));
        var read = batch.HashGetAllAsync("strategies");
        batch.Execute();
        await Task.WhenAll(written, kept, read);
    }
}

/// <summary>A route as the page takes it: its prober, breaker, hedges and deadline included.</summary>
internal sealed class RouteStrategy : Strategy
{
    private readonly CancellationTokenSource stop = new();
    private readonly TestdbSite site;
    private readonly Task running;

    public RouteStrategy(string service, string what, SiteConfig config, TestdbOptions options, TestdbMonitor monitor, TimeProvider time, ILoggerFactory loggers)
        : base(service, what)
    {
        site = new(config, options, monitor, time, loggers);
        site.Follow(service);
        running = Task.Run(() => site.RunAsync(stop.Token));
    }

    public override Task AskAsync(CancellationToken cancellationToken) => site.CallAsync(
        async (database, _) =>
        {
            await WriteAndReadAsync(database, Name);
            return true;
        },
        cancellationToken);

    public override async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await site.DisposeAsync();
        stop.Dispose();
    }
}

/// <summary>What an application gets that connects once and changes no setting.</summary>
internal sealed class DefaultsStrategy(string address) : Strategy("library defaults", "the client as it comes, to testdb")
{
    private readonly Task<ConnectionMultiplexer> connecting = ConnectionMultiplexer.ConnectAsync(Settings(address));

    public override async Task AskAsync(CancellationToken cancellationToken) => await WriteAndReadAsync((await connecting).GetDatabase(), Name);

    public override async ValueTask DisposeAsync() => await (await connecting).DisposeAsync();

    private static ConfigurationOptions Settings(string address)
    {
        var settings = ConfigurationOptions.Parse(address);
        // So that it can begin while the database is down: the one thing every guide changes.
        settings.AbortOnConnectFail = false;
        return settings;
    }
}
