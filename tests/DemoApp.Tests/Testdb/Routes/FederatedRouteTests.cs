using System.Collections.Concurrent;
using System.Net;
using DemoApp.Testdb;
using DemoApp.Tests.Shop;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

/// <summary>One address over two real databases: Kubernetes heals, half of it, and the client does the rest.</summary>
public sealed class FederatedRouteTests : IDisposable
{
    private readonly RedisServer one = new();
    private readonly RedisServer two = new();

    [Theory]
    [InlineData("closed")]
    [InlineData("black hole")]
    public async Task OneDatabase_LostUnderLoad_FailsNoRequestNorGoesBack(string how)
    {
        using var service = new SpreadingService(one.Port, two.Port);
        await using var shop = await ShopHost.StartAsync(one.Port, ("Clusters:0:Federated", $"127.0.0.1:{service.Port}"));
        await shop.UntilAsync(TestdbStatus.Serving);
        shop.Site.Follow(TestdbRoute.Federated);
        await shop.Monitor.UntilAsync(() => shop.Site is { Route.Service: TestdbRoute.Federated, Health.Status: TestdbStatus.Serving });
        var seen = new ConcurrentQueue<HttpStatusCode>();
        using var stop = new CancellationTokenSource();
        var attendees = Enumerable.Range(0, 4).Select(_ => RefreshAsync(shop, seen, stop.Token)).ToArray();
        await shop.Monitor.UntilAsync(() => seen.Count > 20);

        if (how == "closed")
        {
            two.Stop();
        }
        else
        {
            two.Freeze();
        }
        var before = seen.Count;
        await shop.Monitor.UntilAsync(() => seen.Count > before + 200);
        await stop.CancelAsync();
        await Task.WhenAll(attendees);

        Assert.All(seen, status => Assert.Equal(HttpStatusCode.OK, status));
    }

    public void Dispose()
    {
        one.Dispose();
        two.Dispose();
    }

    private static async Task RefreshAsync(ShopHost shop, ConcurrentQueue<HttpStatusCode> seen, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            seen.Enqueue((await shop.GetAsync("/")).Status);
        }
    }
}
