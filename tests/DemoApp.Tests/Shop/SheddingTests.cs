using System.Net;
using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Shop;

public sealed class SheddingTests
{
    [Fact]
    public async Task Shop_WithTooManyWaiting_TellsSoAtOnce()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(
            redis.Port, ("Shop:BatchSize", "1"), ("Shop:Batches", "1"), ("Shop:Queue", "2"), ("Testdb:ProbeLimit", "00:00:02"));
        redis.Freeze();
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => host.GetAsync("/")));
        redis.Thaw();
        var shed = answers.Where(answer => answer.Status == HttpStatusCode.TooManyRequests).ToList();
        Assert.Equal(7, shed.Count);
        Assert.All(shed, answer => Assert.NotNull(answer.Response.Headers.RetryAfter));
        Assert.All(shed, answer => Assert.Contains("429", answer.Body, StringComparison.Ordinal));
        Assert.Equal(3, answers.Count(answer => answer.Status == HttpStatusCode.GatewayTimeout));
    }

    [Fact]
    public async Task Storm_IntoAnOpenBreaker_WaitsInNoQueue()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(
            redis.Port, ("Shop:BatchSize", "1"), ("Shop:Batches", "1"), ("Shop:Queue", "500"));
        redis.Stop();
        await host.UntilAsync(TestdbStatus.Refused);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => host.GetAsync("/")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.InternalServerError, answer.Status));
    }

    [Fact]
    public async Task Requests_ThatComeAtOnce_ShareRoundTripsAndAllCount()
    {
        using var redis = new RedisServer();
        using var counter = new RoundTripCounter(redis.Port);
        await using var host = await ShopHost.ServingAsync(counter.Port, ("Testdb:ProbeInterval", "00:00:30"));
        var before = counter.Turns;
        var answers = await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => host.GetAsync("/")));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.InRange(counter.Turns - before, 1, 150);
        Assert.Equal(301, (await host.ShopAsync()).GetProperty("visits").GetProperty("total").GetInt64());
    }
}
