using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database;

public sealed class OutOfMemoryTests
{
    private const string Refusal = "OOM command not allowed when used memory > 'maxmemory'.";
    private static readonly string Value = new('x', 10_000);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Node_Full_RefusesWritesLosesNothingAndComesBackWhenThereIsRoom()
    {
        var directory = Directory.CreateTempSubdirectory("demoapp-db-").FullName;
        await using (var site = new SiteDatabase(
            new SiteDatabaseOptions
            {
                Site = "site0",
                Directory = directory,
                Node = new GarnetNodeOptions { LogMemory = "64m", MaxMemory = 16 << 20 },
            },
            TimeProvider.System,
            NullLoggerFactory.Instance))
        {
            await site.ServeAsync("pod-0", Ct);
            using var client = await ConnectionMultiplexer.ConnectAsync(
                new ConfigurationOptions { EndPoints = { site.EndPoint }, AbortOnConnectFail = false });
            var db = client.GetDatabase();
            var acknowledged = await FillAsync(db);
            Assert.InRange(acknowledged.Count, 1000, 4000);

            await AllThereAsync(db, acknowledged);
            Assert.Equal(Refusal, (await Assert.ThrowsAsync<RedisServerException>(() => db.HashSetAsync("h", "f", "v"))).Message);
            Assert.True(await db.KeyDeleteAsync(acknowledged[0]));
            acknowledged.RemoveAt(0);

            // What was acknowledged is on disk as well.
            await site.StopNodeAsync("pod-0", snapshot: false, Ct);
            await site.ServeAsync("pod-0", Ct);
            await Sites.UntilAsync(() => Task.FromResult(client.IsConnected));
            await AllThereAsync(db, acknowledged);

            // The node's memory does not shrink by this; it is made anew, and clients see a failover.
            await FillAsync(db);
            await db.KeyDeleteAsync([.. acknowledged[10..]]);
            await Sites.UntilAsync(async () =>
            {
                try
                {
                    return await db.StringSetAsync("room", "again");
                }
                catch (RedisException)
                {
                    return false;
                }
            });
            await AllThereAsync(db, acknowledged[..10]);
        }

        Directory.Delete(directory, true);
    }

    /// <returns>The keys whose writes were acknowledged, when one was refused.</returns>
    private static async Task<List<RedisKey>> FillAsync(IDatabase db)
    {
        var acknowledged = new List<RedisKey>();
        while (true)
        {
            var keys = Enumerable.Range(0, 50).Select(_ => (RedisKey)Guid.NewGuid().ToString()).ToArray();
            var writes = keys.Select(async key =>
            {
                try
                {
                    return await db.StringSetAsync(key, Value);
                }
                catch (RedisServerException e) when (e.Message == Refusal)
                {
                    return false;
                }
            });
            var done = await Task.WhenAll(writes);
            acknowledged.AddRange(keys.Where((_, i) => done[i]));
            if (done.Contains(false))
            {
                return acknowledged;
            }
        }
    }

    private static async Task AllThereAsync(IDatabase db, IReadOnlyList<RedisKey> keys)
    {
        var values = await Task.WhenAll(keys.Select(key => db.StringGetAsync(key)));
        Assert.All(values, value => Assert.Equal(Value, value));
    }
}
