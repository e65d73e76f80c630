using DemoApp.Testdb;
using DemoApp.Tests.Shop;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Testdb.Errors;

/// <summary>The wall clock is set while the database is down: nothing waits by it, and the page says nothing absurd.</summary>
public sealed class ClockJumpTests
{
    [Theory]
    [InlineData(-3600)]
    [InlineData(3600)]
    public async Task Clock_ThatJumps_ChangesNeitherDeadlineNorReturn(int seconds)
    {
        using var redis = new RedisServer();
        var clock = new JumpingClock();
        var options = new TestdbOptions { Sites = [new("site-a", $"127.0.0.1:{redis.Port}", null, null)] };
        var monitor = new TestdbMonitor(options, clock, NullLogger<TestdbMonitor>.Instance);
        using var sites = new TestdbSites(options, monitor, clock, NullLoggerFactory.Instance);
        await sites.StartAsync(TestContext.Current.CancellationToken);
        await monitor.UntilAsync(() => monitor["site-a"].Status == TestdbStatus.Serving);

        redis.Freeze();
        var call = sites.Home.CallAsync((database, _) => database.StringSetAsync("k", "v"), TestContext.Current.CancellationToken);
        clock.Offset = TimeSpan.FromSeconds(seconds);
        var started = TimeProvider.System.GetTimestamp();
        await Assert.ThrowsAsync<RedisTimeoutException>(() => call);
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(10));

        redis.Thaw();
        await monitor.UntilAsync(() => monitor["site-a"].Status == TestdbStatus.Serving);
        Assert.True(await sites.Home.CallAsync((database, _) => database.StringSetAsync("k", "v"), TestContext.Current.CancellationToken));
        await sites.StopAsync(TestContext.Current.CancellationToken);
    }

    private sealed class JumpingClock : TimeProvider
    {
        public TimeSpan Offset { get; set; }

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Offset;
    }
}
