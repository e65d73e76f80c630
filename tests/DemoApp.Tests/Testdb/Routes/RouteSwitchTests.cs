using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using DemoApp.Testdb;
using DemoApp.Tests.Shop;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

/// <summary>The route of a site, switched between two real databases while the shop is used.</summary>
public sealed class RouteSwitchTests : IDisposable
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private readonly RedisServer own = new();
    private readonly RedisServer other = new();

    [Fact]
    public async Task Route_SwitchedThereAndBackUnderLoad_FailsNoRequestAndSaysWhichWayEachWent()
    {
        await using var shop = await StartAsync();
        var seen = new ConcurrentQueue<(HttpStatusCode Status, string Service)>();
        using var stop = new CancellationTokenSource();
        var attendees = Enumerable.Range(0, 8).Select(_ => RefreshAsync(shop, seen, stop.Token)).ToArray();

        foreach (var service in new[] { TestdbRoute.Federated, TestdbRoute.Own, TestdbRoute.Federated })
        {
            Assert.True(shop.Site.Follow(service));
            await UntilAsync(shop, () => shop.Site.Route.Service == service);
            var before = seen.Count;
            await UntilAsync(shop, () => seen.Count > before + 50);
            Assert.Equal(service, seen.Last().Service);
        }
        await stop.CancelAsync();
        await Task.WhenAll(attendees);

        Assert.All(seen, answer => Assert.Equal(HttpStatusCode.OK, answer.Status));
    }

    [Fact]
    public async Task Route_Left_ItsConnectionIsClosed()
    {
        await using var shop = await StartAsync();
        await using var client = await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{own.Port},name=onlooker,allowAdmin=true");
        Assert.Contains(await NamesAsync(client), name => name == "demoapp-shop");

        shop.Site.Follow(TestdbRoute.Federated);

        var clock = Stopwatch.StartNew();
        for (var names = await NamesAsync(client); names.Contains("demoapp-shop"); names = await NamesAsync(client))
        {
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"Still connected: {string.Join(", ", names)}");
            await UntilAsync(shop, () => true);
        }
    }

    [Fact]
    public async Task Route_OfNoSuchService_IsRefusedAndTheOldOneStays()
    {
        await using var shop = await StartAsync();

        Assert.False(shop.Site.Follow("testdb-typo"));
        Assert.Equal("testdb-typo", shop.Site.RefusedRoute);
        Assert.Equal(TestdbRoute.Own, shop.Site.Route.Service);

        Assert.True(shop.Site.Follow(TestdbRoute.Own));
        Assert.Null(shop.Site.RefusedRoute);
    }

    [Fact]
    public async Task Route_ToAServiceThatRefuses_IsTakenAndTheFailPageNamesIt()
    {
        other.Stop();
        await using var shop = await StartAsync();

        shop.Site.Follow(TestdbRoute.Federated);
        await UntilAsync(shop, () => shop.Site.Route.Service == TestdbRoute.Federated);

        var (status, body, _) = await shop.GetAsync("/");
        Assert.Equal(HttpStatusCode.InternalServerError, status);
        Assert.Contains("service testdb-federated of site-a", body, StringComparison.Ordinal);
        Assert.Equal(TestdbStatus.Serving, shop.Monitor["site-a"].Status);
    }

    /// <summary>Every other connection of the service meets a database that accepts and never answers.</summary>
    [Fact]
    public async Task Route_ToAHalfHealedService_TakesTheConnectionThatAnswers()
    {
        using var spread = new SpreadingService(own.Port, other.Port);
        await using var shop = await StartAsync(spread.Port);
        own.Freeze();
        await shop.UntilAsync(TestdbStatus.Silent);

        shop.Site.Follow(TestdbRoute.Federated);
        await UntilAsync(shop, () => shop.Site is { Route.Service: TestdbRoute.Federated, Health.Status: TestdbStatus.Serving });

        Assert.Equal(HttpStatusCode.OK, (await shop.GetAsync("/")).Status);
        Assert.Equal(TestdbStatus.Silent, shop.Monitor["site-a"].Status);
    }

    [Fact]
    public async Task OwnDatabase_DownWhileTheRouteGoesElsewhere_IsStillToldAndThePageAnswers()
    {
        await using var shop = await StartAsync();
        shop.Site.Follow(TestdbRoute.Federated);
        await UntilAsync(shop, () => shop.Site.Route.Service == TestdbRoute.Federated);

        own.Stop();
        await shop.UntilAsync(TestdbStatus.Refused);

        Assert.Equal(HttpStatusCode.OK, (await shop.GetAsync("/")).Status);
        Assert.Equal(TestdbStatus.Serving, shop.Site.Health.Status);
    }

    public void Dispose()
    {
        own.Dispose();
        other.Dispose();
    }

    private async Task<ShopHost> StartAsync(int? federated = null)
    {
        var shop = await ShopHost.StartAsync(own.Port, ("Clusters:0:Federated", $"127.0.0.1:{federated ?? other.Port}"), ("Clusters:1:Testdb", $"127.0.0.1:{other.Port}"));
        await shop.UntilAsync(TestdbStatus.Serving);
        return shop;
    }

    private static async Task RefreshAsync(ShopHost shop, ConcurrentQueue<(HttpStatusCode Status, string Service)> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var (status, body, _) = await shop.GetAsync("/api/v1/sites/site-a/shop", "application/json");
            seen.Enqueue((status, status == HttpStatusCode.OK
                ? JsonElement.Parse(body).GetProperty("servedBy").GetProperty("service").GetString()!
                : body));
        }
    }

    private static async Task<string?[]> NamesAsync(ConnectionMultiplexer client) =>
        [.. (await client.GetServers()[0].ClientListAsync()).Select(c => c.Name)];

    /// <summary>Looked at with every PING of the prober.</summary>
    private static async Task UntilAsync(ShopHost shop, Func<bool> holds)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (holds())
            {
                seen.TrySetResult();
            }
        }
        shop.Monitor.Changed += Look;
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(15), Ct);
        shop.Monitor.Changed -= Look;
    }
}
