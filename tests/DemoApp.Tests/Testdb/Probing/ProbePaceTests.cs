using DemoApp.Testdb;
using DemoApp.Testdb.Probing;
using DemoApp.Tests.Shop;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace DemoApp.Tests.Testdb.Probing;

public sealed class ProbePaceTests : IDisposable
{
    private static readonly TestdbOptions Options = new() { Sites = [] };
    private readonly FakeTimeProvider clock = new();
    private readonly RedisServer redis = new();

    [Fact]
    public void Pace_WhileAttendeesAsk_IsQuick()
    {
        var pace = new ProbePace(Options, clock);
        for (var i = 0; i < 10; i++)
        {
            clock.Advance(Options.QuietAfter);
            Assert.Equal(Options.ProbeInterval, pace.Pause);
            Assert.False(pace.EndsQuiet(clock.GetTimestamp()));
        }
    }

    [Fact]
    public void Pace_OnceNobodyHasAskedForAWhile_IsSlowUntilTheNextRequest()
    {
        var pace = new ProbePace(Options, clock);
        clock.Advance(Options.QuietAfter + TimeSpan.FromMilliseconds(1));
        Assert.Equal(Options.QuietProbeInterval, pace.Pause);

        Assert.True(pace.EndsQuiet(clock.GetTimestamp()));
        Assert.Equal(Options.ProbeInterval, pace.Pause);
        Assert.False(pace.EndsQuiet(clock.GetTimestamp()));
    }

    [Fact]
    public async Task FirstRequestAfterAQuietTime_HasTheDatabaseLookedAtNow()
    {
        await using var shop = await ShopHost.StartAsync(redis.Port, ("Testdb:QuietAfter", "00:00:00.010"), ("Testdb:QuietProbeInterval", "00:01:00"));
        await shop.UntilAsync(TestdbStatus.Serving);
        var asked = TimeProvider.System.GetUtcNow();

        await shop.GetAsync("/");

        await UntilLookedAtSinceAsync(shop.Monitor, asked);
    }

    public void Dispose() => redis.Dispose();

    private static async Task UntilLookedAtSinceAsync(TestdbMonitor monitor, DateTimeOffset since)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (monitor["site-a"].ObservedAt > since)
            {
                seen.TrySetResult();
            }
        }
        monitor.Changed += Look;
        Look();
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        monitor.Changed -= Look;
    }
}
