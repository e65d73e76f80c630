using System.Collections.Concurrent;
using DemoApp.Testdb;
using DemoApp.Tests.Shop;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

/// <summary>One request, run again where that helps, within its budget.</summary>
public sealed class RepeatableCallTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RedisServer redis = new();

    [Fact]
    public async Task Connection_ClosedUnderTheRequest_IsMadeAnewAndTheRequestAnswered()
    {
        using var service = new SpreadingService(redis.Port);
        await using var shop = await ShopHost.StartAsync(service.Port);
        await shop.UntilAsync(TestdbStatus.Serving);
        var runs = 0;

        var answer = await shop.Site.CallAsync(async (database, _) =>
        {
            if (Interlocked.Increment(ref runs) > 1)
            {
                return await database.StringSetAsync("k", "v");
            }
            redis.Freeze();
            var underWay = database.StringSetAsync("k", "v");
            service.CloseConnections();
            redis.Thaw();
            return await underWay;
        }, Ct);

        Assert.True(answer);
        Assert.InRange(runs, 2, 4);
    }

    /// <summary>The sockets are there and dead; the database answers whoever comes anew.</summary>
    [Fact]
    public async Task Connection_Frozen_IsReplacedAndTheRequestAnsweredWithinItsBudget()
    {
        using var service = new SpreadingService(redis.Port);
        await using var shop = await ShopHost.StartAsync(service.Port);
        await shop.UntilAsync(TestdbStatus.Serving);
        service.FreezeConnections();

        Assert.True(await shop.Site.CallAsync((database, _) => database.StringSetAsync("k", "v"), Ct));
    }

    [Fact]
    public async Task Caller_WhoLeaves_IsNotKept()
    {
        await using var shop = await StartAsync();
        redis.Freeze();
        using var left = new CancellationTokenSource();
        var began = new TaskCompletionSource();

        var call = shop.Site.CallAsync((database, _) =>
        {
            began.TrySetResult();
            return database.StringSetAsync("k", "v");
        }, left.Token);
        await began.Task.WaitAsync(Ct);
        await left.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        redis.Thaw();
    }

    [Fact]
    public async Task Mistake_OfThePage_IsThrownAsItIsAndNotRepeated()
    {
        await using var shop = await StartAsync();
        var runs = 0;

        await Assert.ThrowsAsync<RedisServerException>(() => shop.Site.CallAsync(async (database, _) =>
        {
            runs++;
            await database.StringSetAsync("text", "v");
            return await database.ListLengthAsync("text");
        }, Ct));

        Assert.Equal(1, runs);
        Assert.Equal(TestdbStatus.Serving, shop.Site.Health.Status);
    }

    [Fact]
    public async Task Loser_OfAHedge_IsObserved()
    {
        var unobserved = new ConcurrentQueue<Exception>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception);
        TaskScheduler.UnobservedTaskException += Note;
        using var other = new RedisServer();
        await using var shop = await ShopHost.StartAsync(redis.Port, ("Clusters:1:Testdb", $"127.0.0.1:{other.Port}"));
        await shop.UntilAsync(TestdbStatus.Serving);
        shop.Site.Follow(TestdbRoute.Group);
        await shop.Monitor.UntilAsync(() => shop.Site is { Route.Service: TestdbRoute.Group, Health.Status: TestdbStatus.Serving });
        var late = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var runs = 0;

        var winner = await shop.Site.CallAsync((_, _) => Interlocked.Increment(ref runs) == 1 ? late.Task : Task.FromResult(runs), Ct);
        late.SetException(new InvalidOperationException("too late"));
        GC.Collect();
        GC.WaitForPendingFinalizers();

        TaskScheduler.UnobservedTaskException -= Note;
        Assert.Equal(2, winner);
        Assert.DoesNotContain(unobserved, error => error.ToString().Contains("too late", StringComparison.Ordinal));
    }

    public void Dispose() => redis.Dispose();

    private async Task<ShopHost> StartAsync()
    {
        var shop = await ShopHost.StartAsync(redis.Port);
        await shop.UntilAsync(TestdbStatus.Serving);
        return shop;
    }
}
