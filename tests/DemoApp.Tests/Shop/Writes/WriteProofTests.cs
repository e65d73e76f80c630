using System.Net;
using System.Text.Json;
using DemoApp.Audience;
using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Shop.Writes;

/// <summary>What the page says of the attendee's own writes, against what is in the database.</summary>
public sealed class WriteProofTests
{
    [Fact]
    public async Task Attendee_WhoComesBack_SeesTheirWrites()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        Assert.Contains("followed from the next one on", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Contains("Your 1 write: 1 here.", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
        await host.PostAsync("/sites/site-a/cart", ("product", "mug"));
        Assert.Contains("Your 3 writes: 3 here.", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Contains("Your 4 writes: 4 here.", (await host.GetAsync("/sites/site-b")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_GoneFromTheDatabase_AreNotHereAndLaterCameLate()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        await RefreshAsync(host, 5);
        using var testdb = await redis.ConnectAsync();
        var key = Assert.Single(testdb.GetServers()[0].Keys(pattern: "shop:writes:*"));
        await testdb.GetDatabase().SortedSetRemoveAsync(key, [2, 3]);
        Assert.Contains("Your 5 writes: 3 here, 2 not here yet.", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
        await testdb.GetDatabase().SortedSetAddAsync(key, 2, 2);
        await testdb.GetDatabase().SortedSetAddAsync(key, 3, 3);
        var writes = (await host.ShopAsync()).GetProperty("writes");
        Assert.Equal((6, 6, 2), Figures(writes, "acknowledged", "here", "late"));
        Assert.Equal(new WriteCounts(6, NotHere: 0, Late: 2, Lost: 0), host.Audience.Writes);
    }

    [Fact]
    public async Task Writes_LostWithTheDatabase_AreToldByTheAttendeesCookieToAnApplicationThatHasJustStarted()
    {
        using var redis = new RedisServer();
        var cookies = new CookieContainer();
        await using (var before = await ShopHost.ServingAsync(redis.Port))
        {
            before.Cookies = cookies;
            await RefreshAsync(before, 5);
        }
        redis.Stop();
        redis.Start();
        await using var host = await ShopHost.ServingAsync(redis.Port, ("Audience:LostAfter", "00:00:00.0000001"));
        host.Cookies = cookies;
        Assert.Contains("Your 5 writes: 1 here, 4 not here yet.", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
        Assert.Contains("Your 6 writes: 2 here, 4 lost.", (await host.GetAsync("/")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Audience_DuringAnOutage_KnowsWhatItsAttendeesMet()
    {
        using var redis = new RedisServer();
        await using var host = await ShopHost.ServingAsync(redis.Port);
        await RefreshAsync(host, 2);
        Assert.Equal(new OutcomeCounts(1, 0, 0, 0), host.Audience.Outcomes);
        redis.Stop();
        await host.UntilAsync(TestdbStatus.Refused);
        await host.GetAsync("/");
        await Until.TrueAsync(() => host.Audience.Outcomes == new OutcomeCounts(0, 1, 0, 0));
        // A failed write is not acknowledged: the next one has its number.
        redis.Start();
        await host.UntilAsync(TestdbStatus.Serving);
        Assert.Equal(2, (await host.ShopAsync()).GetProperty("writes").GetProperty("acknowledged").GetInt64());
    }

    private static async Task RefreshAsync(ShopHost host, int times)
    {
        for (var time = 0; time < times; time++)
        {
            await host.GetAsync("/");
        }
    }

    private static (long, long, long) Figures(JsonElement json, string a, string b, string c) =>
        (json.GetProperty(a).GetInt64(), json.GetProperty(b).GetInt64(), json.GetProperty(c).GetInt64());
}
