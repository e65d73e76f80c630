using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using DemoApp.Shop;
using DemoApp.Shop.Batches;
using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Shop;

/// <summary>What is sent again, late or at once changes nothing.</summary>
public sealed partial class RepeatedWritesTests
{
    [Fact]
    public async Task Form_SentTwice_IsOneChange()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        var request = RequestIdOf((await host.GetAsync("/")).Body);
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"), ("request", request));
        await host.PostAsync("/sites/site-b/cart", ("action", "add"), ("product", "mug"), ("request", request));
        // Another product from the same page is another change.
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "bell"), ("request", request));
        var shop = await host.ShopAsync();
        Assert.Equal(2, shop.GetProperty("cart").GetProperty("quantity").GetInt32());
        Assert.NotEqual(request, RequestIdOf((await host.GetAsync("/")).Body));
    }

    [Fact]
    public async Task Api_SentTwiceWithOneKey_AddsOnce()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        Assert.Equal(2, await AddAsync(host, "\"8e03978e-40d5-43dd-bc93-6894a57f9324\""));
        Assert.Equal(2, await AddAsync(host, "8e03978e-40d5-43dd-bc93-6894a57f9324"));
        Assert.Equal(4, await AddAsync(host, null));
        Assert.Equal(6, await AddAsync(host, null));
        Assert.Null(await AddAsync(host, "no:colon"));
    }

    [Fact]
    public async Task Order_SentAgainAfterTheCartWasEmptied_IsTheSameOrder()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"), ("quantity", "2"));
        var first = await host.PostAsync("/sites/site-a/cart", ("action", "order"), ("request", "o1"));
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "bell"));
        var again = await host.PostAsync("/sites/site-a/cart", ("action", "order"), ("request", "o1"));
        Assert.Equal((first.StatusCode, first.Headers.Location), (again.StatusCode, again.Headers.Location));
        var shop = await host.ShopAsync();
        Assert.Equal(28, Assert.Single(shop.GetProperty("orders").EnumerateArray()).GetProperty("total").GetInt32());
        Assert.Equal(18, shop.GetProperty("cart").GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Order_WhoseSecondWriteWasLost_IsPlacedByItsRetry()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"));
        await host.PostAsync("/sites/site-a/cart", ("action", "order"), ("request", "o1"));
        using var testdb = await redis.ConnectAsync();
        var placed = Assert.Single(await testdb.GetDatabase().SortedSetRangeByRankWithScoresAsync(ShopKeys.Orders));
        await testdb.GetDatabase().KeyDeleteAsync(ShopKeys.Orders);
        await host.PostAsync("/sites/site-a/cart", ("action", "order"), ("request", "o1"));
        Assert.Equal(placed, Assert.Single(await testdb.GetDatabase().SortedSetRangeByRankWithScoresAsync(ShopKeys.Orders)));
    }

    [Fact]
    public async Task Order_SentManyTimesAtOnce_IsOneOrder()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"));
        await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => host.PostAsync("/sites/site-a/cart", ("action", "order"), ("request", "o1"))));
        var shop = await host.ShopAsync();
        Assert.Equal(14, Assert.Single(shop.GetProperty("orders").EnumerateArray()).GetProperty("total").GetInt32());
        Assert.Equal(0, shop.GetProperty("cart").GetProperty("quantity").GetInt32());
    }

    [Fact]
    public async Task Batch_RunTwiceAndInTheWrongOrder_CountsEachVisitOnce()
    {
        using var redis = new RedisServer();
        using var testdb = await redis.ConnectAsync();
        var visits = new VisitCounter("site-a");
        var (first, second) = (BatchOf(2, visits), BatchOf(3, visits));
        Assert.Equal(2, await VisitsAfterAsync(first));
        Assert.Equal(5, await VisitsAfterAsync(second));
        Assert.Equal(5, await VisitsAfterAsync(second));
        Assert.Equal(5, await VisitsAfterAsync(first));

        async Task<double> VisitsAfterAsync(ShopBatch batch)
        {
            await batch.RunAsync(testdb.GetDatabase(), new("site-a", TestdbRoute.Own, "127.0.0.1:1"));
            return Assert.Single(await testdb.GetDatabase().SortedSetRangeByRankWithScoresAsync(ShopKeys.Visits)).Score;
        }
    }

    [Fact]
    public async Task Page_OverTheDataOfTheVersionBefore_IsShown()
    {
        using var redis = new RedisServer();
        using var testdb = await redis.ConnectAsync();
        await testdb.GetDatabase().HashSetAsync("shop:visits", "site-a", 17);
        await testdb.GetDatabase().SortedSetAddAsync("shop:orders", "A1B2C3|site-a|2|28", 1000);
        await using var host = await ShopHost.ServingAsync(redis.Port);
        Assert.Contains("A1B2C3", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cart_ChangedManyTimes_StaysShort()
    {
        using var redis = new RedisServer();
        using var testdb = await redis.ConnectAsync();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        for (var change = 1; change <= 90; change++)
        {
            await host.PostAsync("/sites/site-a/cart", ("action", "add"), ("product", "mug"));
        }
        Assert.Equal(90, (await host.ShopAsync()).GetProperty("cart").GetProperty("quantity").GetInt32());
        var key = Assert.Single(testdb.GetServers()[0].Keys(pattern: "shop:cart:*"));
        Assert.InRange(await testdb.GetDatabase().HashLengthAsync(key), 1, 64);
    }

    private static ShopBatch BatchOf(int visitors, VisitCounter visits) =>
        new([.. Enumerable.Range(0, visitors).Select(_ => new ShopRequest(0, default) { IsVisit = true })], visits, TimeProvider.System);

    private static async Task<int?> AddAsync(ShopHost host, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/sites/site-a/cart")
        {
            Content = JsonContent.Create(new { product = "mug", quantity = 2 }),
        };
        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }
        var answer = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var cart = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return answer.StatusCode == HttpStatusCode.UnprocessableEntity ? null : cart.GetProperty("quantity").GetInt32();
    }

    private static string RequestIdOf(string html) => RequestField().Match(html).Groups[1].Value;

    [GeneratedRegex("name=\"request\" value=\"([0-9a-f]{16})\"")]
    private static partial Regex RequestField();
}
