using System.Diagnostics;
using System.Net;
using System.Text.Json;
using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Shop;

public sealed class ShopAgainstRedisTests
{
    [Fact]
    public async Task Page_Refreshed_CountsEachVisitOfItsSite()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        await host.GetAsync("/");
        await host.GetAsync("/sites/site-b");
        var (status, html, _) = await host.GetAsync("/sites/site-a");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("<code>site-a</code> via <code>testdb</code>", html, StringComparison.Ordinal);
        var shop = await host.ShopAsync();
        Assert.Equal(4, shop.GetProperty("visits").GetProperty("total").GetInt64());
        Assert.Equal(3, shop.GetProperty("visits").GetProperty("sites")[0].GetProperty("visits").GetInt64());
    }

    [Fact]
    public async Task Page_Shown_TakesOneRoundTrip()
    {
        using var redis = new RedisServer();
        using var counter = new RoundTripCounter(redis.Port);
        await using var host = await ShopHost.ServingAsync(counter.Port, ("Testdb:ProbeInterval", "00:00:30"));
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"));
        await host.GetAsync("/sites/site-a");
        // The library may ping in between; the quietest of a few pages tells.
        var fewest = int.MaxValue;
        for (var page = 0; page < 5; page++)
        {
            var before = counter.Turns;
            await host.GetAsync("/sites/site-a");
            fewest = Math.Min(fewest, counter.Turns - before);
        }
        Assert.Equal(1, fewest);
    }

    [Fact]
    public async Task Cart_ChangedAndOrdered_IsShownAndEmptied()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        var added = await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"), ("quantity", "2"));
        Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        await host.PostAsync("/sites/site-a/cart", ("action", "set"), ("product", "bell"), ("quantity", "3"));
        var bad = await host.PostAsync("/sites/site-a/cart", ("action", "set"), ("product", "mug"), ("quantity", "100"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, bad.StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await host.PostAsync("/sites/site-a/cart", ("product", "<b>"))).StatusCode);
        Assert.Equal(2 * 14 + 3 * 18, (await host.ShopAsync()).GetProperty("cart").GetProperty("total").GetInt32());
        await host.PostAsync("/sites/site-a/cart", ("action", "remove"), ("product", "mug"));
        await host.PostAsync("/sites/site-a/cart", ("action", "order"));
        await host.PostAsync("/sites/site-a/cart", ("action", "order"));
        var shop = await host.ShopAsync();
        Assert.Equal(0, shop.GetProperty("cart").GetProperty("quantity").GetInt32());
        Assert.Equal(54, Assert.Single(shop.GetProperty("orders").EnumerateArray()).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Redis_StoppedAndBack_IsA500UntilItServes()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        redis.Stop();
        await host.UntilAsync(TestdbStatus.Refused);
        var (status, html, response) = await host.GetAsync("/");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("Redis is not reachable", html, StringComparison.Ordinal);
        Assert.Contains("/sites/site-b", html, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", html, StringComparison.Ordinal);
        Assert.True(response.Headers.CacheControl!.NoStore);
        Assert.NotNull(response.Headers.RetryAfter);
        redis.Start();
        await host.UntilAsync(TestdbStatus.Serving);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Redis_Silent_IsA504WithinTheDeadlineAndThenAtOnce()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        redis.Freeze();
        var started = Stopwatch.GetTimestamp();
        var (status, problem, response) = await host.GetAsync("/", "application/json");
        Assert.Equal(HttpStatusCode.GatewayTimeout, status);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal("NoAnswer", JsonDocument.Parse(problem).RootElement.GetProperty("kind").GetString());
        await host.UntilAsync(TestdbStatus.Silent);
        started = Stopwatch.GetTimestamp();
        for (var request = 0; request < 20; request++)
        {
            Assert.Equal(HttpStatusCode.GatewayTimeout, (await host.GetAsync("/")).Status);
        }
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(4));
        redis.Thaw();
        await host.UntilAsync(TestdbStatus.Serving);
        Assert.Equal(HttpStatusCode.OK, (await host.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Form_PostedIntoAnOutage_IsKeptAndEncoded()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        redis.Stop();
        await host.UntilAsync(TestdbStatus.Refused);
        var response = await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"), ("quantity", "3"),
            ("request", "r-17"), ("note", "\"><script>"));
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("action=\"/sites/site-a/cart\"", html, StringComparison.Ordinal);
        Assert.Contains("name=\"quantity\" value=\"3\"", html, StringComparison.Ordinal);
        // Sent again it is the same change.
        Assert.Contains("name=\"request\" value=\"r-17\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("\"><script>", html.Replace("\"></script>", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_Unknown_IsA404AndAMistakeOfOursBlamesNobody()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        var (status, html, _) = await host.GetAsync("/sites/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("there is nothing here", html, StringComparison.Ordinal);
        var (mistake, page, _) = await host.GetAsync("/mistake");
        Assert.Equal(HttpStatusCode.InternalServerError, mistake);
        Assert.DoesNotContain("Redis", page, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_FromAnotherSite_IsForbidden()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        host.Client.DefaultRequestHeaders.Add("Origin", "http://elsewhere.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await host.PostAsync("/sites/site-a/cart", ("product", "mug"))).StatusCode);
    }
}
