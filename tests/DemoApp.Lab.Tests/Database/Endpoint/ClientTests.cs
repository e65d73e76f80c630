using System.Diagnostics;
using DemoApp.Lab.Database;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

public sealed class ClientTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RedisProtocol.Resp2)]
    [InlineData(RedisProtocol.Resp3)]
    public async Task StackExchangeRedis_EachProtocol_WritesReadsAndSubscribes(RedisProtocol protocol)
    {
        await using var sites = await Sites.StartAsync(1);
        var options = new ConfigurationOptions { EndPoints = { sites[0].EndPoint }, Protocol = protocol };
        await using var client = await ConnectionMultiplexer.ConnectAsync(options);
        var heard = new TaskCompletionSource<string?>();
        await client.GetSubscriber().SubscribeAsync(RedisChannel.Literal("news"), (_, message) => heard.TrySetResult(message));
        var db = client.GetDatabase();
        await db.HashSetAsync("h", [new("a", 1), new("b", 2)]);
        await db.SortedSetAddAsync("z", "m", 1.5);
        Assert.Equal(2.75, await db.SortedSetIncrementAsync("z", "m", 1.25));
        Assert.Equal(2, await db.HashLengthAsync("h"));
        var transaction = db.CreateTransaction();
        transaction.AddCondition(Condition.HashEqual("h", "a", 1));
        var incremented = transaction.HashIncrementAsync("h", "a", 41);
        Assert.True(await transaction.ExecuteAsync());
        Assert.Equal(42, await incremented);
        await db.PublishAsync(RedisChannel.Literal("news"), "hello");
        Assert.Equal("hello", await heard.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct));
    }

    [Fact]
    public async Task RedisCli_Commands_AreAnsweredAsByRedis()
    {
        await using var sites = await Sites.StartAsync(2);
        Assert.Equal("OK", await CliAsync(sites[0], "SET", "greeting", "hello world"));
        Assert.Equal("hello world", await CliAsync(sites[0], "GET", "greeting"));
        Assert.Equal("3", await CliAsync(sites[0], "SADD", "s", "a", "b", "c"));
        Assert.Contains("greeting", await CliAsync(sites[0], "--scan"), StringComparison.Ordinal);
        Assert.Contains("peer0:site=site1,link=up", await CliAsync(sites[0], "INFO", "active-active"), StringComparison.Ordinal);
        Assert.Contains("# Active-Active", await CliAsync(sites[0], "INFO"), StringComparison.Ordinal);
        Assert.StartsWith("ERR", await CliAsync(sites[0], "WAIT", "1", "0"), StringComparison.Ordinal);
        Assert.Contains("greeting", await CliAsync(sites[0], "-3", "--scan"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Password_IsSet_NothingIsAnsweredBeforeIt()
    {
        var directory = Directory.CreateTempSubdirectory("demoapp-db-");
        await using (var site = Sites.Create("site", directory.FullName, password: "secret"))
        {
            await site.ServeAsync("pod-0", Ct);
            using var client = await RawClient.ConnectAsync(site);
            await client.AskAsync("SET k v", "-NOAUTH Authentication required.\r\n");
            await client.AskAsync("AUTH wrong", "-WRONGPASS invalid username-password pair or user is disabled.\r\n");
            await client.AskAsync("AUTH secret", "+OK\r\n");
            await client.AskAsync("GET k", "$-1\r\n");
            Assert.Equal("PONG", await CliAsync(site, "-3", "-a", "secret", "--no-auth-warning", "PING"));
        }

        directory.Delete(true);
    }

    [Fact]
    public async Task Pop_ThatWaits_GetsWhatAnotherSiteAdds()
    {
        await using var sites = await Sites.StartAsync(2);
        using var waiting = await RawClient.ConnectAsync(sites[0]);
        await waiting.SendAsync("BZPOPMIN z 0\r\n");
        await (await sites.ClientAsync(1)).SortedSetAddAsync("z", "m", 2);
        await waiting.ExpectAsync("*3\r\n$1\r\nz\r\n$1\r\nm\r\n$1\r\n2\r\n");
        await waiting.AskAsync("BZPOPMIN z 0.01", "*-1\r\n");
    }

    private static async Task<string> CliAsync(SiteDatabase site, params string[] args)
    {
        var start = new ProcessStartInfo("redis-cli", ["-p", $"{site.EndPoint.Port}", .. args]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(Ct);
        await process.WaitForExitAsync(Ct);
        return output.Trim();
    }
}
