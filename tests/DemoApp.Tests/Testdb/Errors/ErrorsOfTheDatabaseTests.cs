using System.Net;
using DemoApp.Testdb;
using DemoApp.Tests.Shop;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Tests.Testdb.Errors;

/// <summary>A database that is there and of no use: each way has its page and its sentence, and none is a mistake of the application.</summary>
public sealed class ErrorsOfTheDatabaseTests
{
    private const HttpStatusCode NotReachable = HttpStatusCode.InternalServerError;
    private const HttpStatusCode NoAnswer = HttpStatusCode.GatewayTimeout;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Password_Wrong_IsSaid()
    {
        using var redis = new ConfiguredRedis("--port", "{port}", "--requirepass", "right");
        await using var shop = await StartAsync($"127.0.0.1:{redis.Port},password=wrong");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "refuses our password");
    }

    [Fact]
    public async Task Password_Missing_IsSaid()
    {
        using var redis = new ConfiguredRedis("--port", "{port}", "--requirepass", "right");
        await using var shop = await StartAsync($"127.0.0.1:{redis.Port}");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "password");
    }

    [Fact]
    public async Task Tls_SpokenByTheDatabaseOnly_IsSaid()
    {
        using var certificate = new SelfSigned();
        using var redis = new ConfiguredRedis("--port", "0", "--tls-port", "{port}", "--tls-cert-file", certificate.File, "--tls-key-file", certificate.KeyFile, "--tls-auth-clients", "no");
        await using var shop = await StartAsync($"127.0.0.1:{redis.Port}");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "TLS");
    }

    [Fact]
    public async Task Reply_Garbage_IsSaid()
    {
        using var server = new MisbehavingServer(_ => "HTTP/1.1 400 Bad Request\r\n\r\n");
        await using var shop = await StartAsync($"127.0.0.1:{server.Port}");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "not as Redis does");
    }

    [Fact]
    public async Task Reply_GarbageOnAnOpenConnection_IsSaidAndOverWhenItIs()
    {
        using var server = new MisbehavingServer(_ => null);
        await using var shop = await StartAsync($"127.0.0.1:{server.Port}");
        await shop.UntilAsync(TestdbStatus.Serving);

        server.Reply = _ => "~#?\r\n";
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "not as Redis does");

        server.Reply = _ => null;
        await shop.UntilAsync(TestdbStatus.Serving);
    }

    [Fact]
    public async Task Loading_IsNoAnswerInTimeUntilItIsDone()
    {
        using var server = new MisbehavingServer(_ => "-LOADING Redis is loading the dataset in memory\r\n");
        await using var shop = await StartAsync($"127.0.0.1:{server.Port}");
        await SaysAsync(shop, NoAnswer, TestdbStatus.Silent, "is loading its data");

        server.Reply = _ => null;
        await shop.UntilAsync(TestdbStatus.Serving);
    }

    [Fact]
    public async Task ReadOnly_FromTheStart_IsSaidAndOverWhenItTakesWrites()
    {
        using var redis = new ConfiguredRedis("--port", "{port}", "--replicaof", "127.0.0.1 1");
        await using var shop = await StartAsync($"127.0.0.1:{redis.Port}");
        await shop.UntilAsync(TestdbStatus.Serving);
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "takes no writes: it is a read-only replica (READONLY)");

        await redis.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await IsBackAsync(shop);
    }

    [Fact]
    public async Task ReadOnly_WhileServing_IsSaidAndOverWhenItTakesWrites()
    {
        using var redis = new ConfiguredRedis("--port", "{port}");
        await using var shop = await StartAsync($"127.0.0.1:{redis.Port}");
        await IsBackAsync(shop);

        await redis.ExecuteAsync("REPLICAOF", "127.0.0.1", "1");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "takes no writes: it is a read-only replica (READONLY)");

        await redis.ExecuteAsync("REPLICAOF", "NO", "ONE");
        await IsBackAsync(shop);
    }

    [Fact]
    public async Task Memory_Full_IsSaidAndOverWhenThereIsRoom()
    {
        using var redis = new ConfiguredRedis("--port", "{port}");
        await using var shop = await StartAsync($"127.0.0.1:{redis.Port}");
        await IsBackAsync(shop);

        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "1", "maxmemory-policy", "noeviction");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "takes no writes: its memory is full (OOM)");

        await redis.ExecuteAsync("CONFIG", "SET", "maxmemory", "0");
        await IsBackAsync(shop);
    }

    [Fact]
    public async Task Name_ThatDoesNotResolve_IsSaid()
    {
        await using var shop = await StartAsync("testdb.no-such-name.invalid:6379");
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "name does not resolve");
    }

    [Fact]
    public async Task Redirect_ToADeadNode_IsSaid()
    {
        using var server = new MisbehavingServer(command => command is "PING" or "ECHO" or "INFO" or "CLIENT" ? null : "-MOVED 866 127.0.0.1:1\r\n");
        await using var shop = await StartAsync($"127.0.0.1:{server.Port}");
        await shop.UntilAsync(TestdbStatus.Serving);
        await SaysAsync(shop, NotReachable, TestdbStatus.Refused, "sends us on to");
    }

    private static Task<ShopHost> StartAsync(string address) => ShopHost.StartAsync(1, ("Clusters:0:Testdb", address));

    /// <summary>The page, the failure and the console say the same.</summary>
    private static async Task SaysAsync(ShopHost shop, HttpStatusCode code, TestdbStatus status, string detail)
    {
        var (first, body, _) = await shop.GetAsync("/");
        await shop.Monitor.UntilAsync(() => shop.Monitor["site-a"] is var health && health.Status == status && health.Detail?.Contains(detail, StringComparison.Ordinal) == true);
        var failure = await Record.ExceptionAsync(() => shop.Site.CallAsync((database, _) => database.StringSetAsync("k", "v"), Ct));

        Assert.Equal(code, first);
        Assert.DoesNotContain("mistake of the application", body, StringComparison.Ordinal);
        Assert.Contains(detail, Assert.IsType<string>(failure!.Data["detail"]), StringComparison.Ordinal);
        Assert.True(code == NoAnswer ? failure is RedisTimeoutException : failure is RedisConnectionException, failure.ToString());
        var again = await shop.GetAsync("/");
        Assert.Equal(code, again.Status);
        if (shop.Monitor["site-a"].Talks)
        {
            Assert.Contains(detail, WebUtility.HtmlDecode(again.Body), StringComparison.Ordinal);
        }
    }

    private static async Task IsBackAsync(ShopHost shop)
    {
        await shop.UntilAsync(TestdbStatus.Serving);
        Assert.Equal(HttpStatusCode.OK, (await shop.GetAsync("/")).Status);
    }
}
