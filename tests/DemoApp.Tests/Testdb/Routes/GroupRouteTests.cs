using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using DemoApp.Testdb;
using DemoApp.Tests.Shop;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

/// <summary>The route <c>group</c> over two real databases: the client heals.</summary>
public sealed class GroupRouteTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RedisServer own = new();
    private readonly RedisServer other = new();

    [Theory]
    [InlineData("closed")]
    [InlineData("black hole")]
    public async Task OwnDatabase_LostUnderLoad_FailsNoRequestAndTheOtherAnswers(string how)
    {
        await using var shop = await StartAsync();
        var seen = new ConcurrentQueue<(HttpStatusCode Status, int Port)>();
        using var stop = new CancellationTokenSource();
        var attendees = Enumerable.Range(0, 4).Select(_ => RefreshAsync(shop, seen, stop.Token)).ToArray();
        await shop.Monitor.UntilAsync(() => seen.Any(answer => answer.Port == own.Port));

        Lose(how);
        await shop.Monitor.UntilAsync(() => seen.Any(answer => answer.Port == other.Port));
        await shop.UntilAsync(how == "closed" ? TestdbStatus.Refused : TestdbStatus.Silent);
        await stop.CancelAsync();
        await Task.WhenAll(attendees);

        Assert.All(seen, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
        Assert.Equal(TestdbStatus.Serving, shop.Site.Health.Status);
    }

    [Fact]
    public async Task Answer_OfTheOtherSite_SaysWhoseItIs()
    {
        await using var shop = await StartAsync();
        own.Stop();

        var route = await shop.Site.CallAsync(async (database, route) =>
        {
            await database.PingAsync();
            return route;
        }, Ct);

        Assert.Equal(new TestdbRoute("site-a", TestdbRoute.Group, $"127.0.0.1:{other.Port}") { Cluster = "site-b" }, route);
    }

    [Fact]
    public async Task OwnDatabase_Back_IsUsedAgainOnlyAfterAWhileOfAnswers()
    {
        await using var shop = await StartAsync(("Testdb:FailbackAfter", "00:00:01"));
        own.Stop();
        await UntilAnsweredByAsync(shop, other.Port);
        await shop.UntilAsync(TestdbStatus.Refused);

        own.Start();
        await shop.UntilAsync(TestdbStatus.Serving);
        var returned = TimeProvider.System.GetTimestamp();

        await UntilAnsweredByAsync(shop, own.Port);
        Assert.True(TimeProvider.System.GetElapsedTime(returned) > TimeSpan.FromMilliseconds(800));
    }

    [Fact]
    public async Task OwnDatabase_ThatTakesNoWrites_IsNotReturnedTo()
    {
        await using var shop = await StartAsync(("Testdb:FailbackAfter", "00:00:00.200"));
        await using var client = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{own.Port},allowAdmin=true");
        await client.GetServers()[0].ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        await WriteAsync(shop);
        await UntilAnsweredByAsync(shop, other.Port);

        for (var n = 0; n < 20; n++)
        {
            Assert.Equal(other.Port, await WriteAsync(shop));
            var health = shop.Site.Health;
            await shop.Monitor.UntilAsync(() => shop.Site.Health.ObservedAt > health.ObservedAt);
        }
    }

    [Fact]
    public async Task AllDatabases_Lost_FailAsToldWithEachReason()
    {
        await using var shop = await StartAsync();
        own.Stop();
        other.Stop();
        await shop.Monitor.UntilAsync(() => shop.Site.Health.Status == TestdbStatus.Refused);

        var (status, body, _) = await shop.GetAsync("/");

        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("None of the databases of the group is reachable from site-a", body, StringComparison.Ordinal);
        Assert.Equal("site-a: connection refused; site-b: connection refused", shop.Site.Health.Detail);
    }

    public void Dispose()
    {
        own.Dispose();
        other.Dispose();
    }

    private void Lose(string how)
    {
        if (how == "closed")
        {
            own.Stop();
        }
        else
        {
            own.Freeze();
        }
    }

    private async Task<ShopHost> StartAsync(params (string, string?)[] settings)
    {
        var shop = await ShopHost.StartAsync(own.Port, [("Clusters:1:Testdb", $"127.0.0.1:{other.Port}"), .. settings]);
        await shop.UntilAsync(TestdbStatus.Serving);
        Assert.True(shop.Site.Follow(TestdbRoute.Group));
        await shop.Monitor.UntilAsync(() => shop.Site is { Route.Service: TestdbRoute.Group, Health.Status: TestdbStatus.Serving });
        return shop;
    }

    private static async Task UntilAnsweredByAsync(ShopHost shop, int port)
    {
        while (await WriteAsync(shop) != port)
        {
            var health = shop.Site.Health;
            await shop.Monitor.UntilAsync(() => shop.Site.Health.ObservedAt > health.ObservedAt);
        }
    }

    private static Task<int> WriteAsync(ShopHost shop) => shop.Site.CallAsync(async (database, route) =>
    {
        await database.StringSetAsync("k", "v");
        return PortOf(route.Endpoint);
    }, Ct);

    private static async Task RefreshAsync(ShopHost shop, ConcurrentQueue<(HttpStatusCode, int)> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (status, body, _) = await shop.GetAsync("/api/v1/sites/site-a/shop", "application/json");
            seen.Enqueue((status, status == HttpStatusCode.OK
                ? PortOf(JsonElement.Parse(body).GetProperty("servedBy").GetProperty("endpoint").GetString()!)
                : 0));
        }
    }

    private static int PortOf(string endpoint) => int.Parse(endpoint.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
}
