using DemoApp.Lab.Database.Endpoint;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Nodes;

public sealed class FailoverTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Primary_KilledWhileClientsWrite_NextNodeHasAllThatWasAcknowledged()
    {
        await using var sites = await Sites.StartAsync(1, nodes: 3);
        var db = await sites.ClientAsync(0);
        var (acknowledged, stop) = (0, false);
        var writers = Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                while (!Volatile.Read(ref stop))
                {
                    await db.StringIncrementAsync("n");
                    Interlocked.Increment(ref acknowledged);
                }
            }
            catch (RedisException)
            {
                // The endpoint went.
            }
        }).ToArray();
        await Sites.UntilAsync(() => Task.FromResult(acknowledged > 500));
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        Assert.Equal(EndpointMode.Closed, sites[0].Mode);
        await sites[0].ServeAsync("pod-1", Ct);
        // A client that was between two writes goes on at the next primary.
        Volatile.Write(ref stop, true);
        await Task.WhenAll(writers);
        var after = (long)await (await sites.ClientAsync(0)).StringGetAsync("n");
        Assert.True(sites[0].Facts.Problems.IsWhole, $"{sites[0].Facts.Problems}");
        // One that was not acknowledged may be there: its client cannot know.
        Assert.InRange(after, acknowledged, acknowledged + writers.Length);
    }

    [Fact]
    public async Task Node_BackAfterItMissedWrites_HasThemBeforeItCounts()
    {
        await using var sites = await Sites.StartAsync(1, nodes: 3);
        var db = await sites.ClientAsync(0);
        await db.StringSetAsync("before", "1");
        await sites[0].StopNodeAsync("pod-2", snapshot: false, Ct);
        await db.StringSetAsync("missed", "2");
        await sites[0].StartNodeAsync("pod-2", Ct);
        await db.StringSetAsync("after", "3");
        await sites[0].StopNodeAsync("pod-1", snapshot: false, Ct);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        await sites[0].ServeAsync("pod-2", Ct);
        Assert.True(sites[0].Facts.Problems.IsWhole, $"{sites[0].Facts.Problems}");
        db = await sites.ClientAsync(0);
        Assert.Equal(["1", "2", "3"], (await db.StringGetAsync(["before", "missed", "after"])).Select(value => $"{value}"));
    }

    [Fact]
    public async Task Node_BackAfterTheLogWasCut_GetsACopy()
    {
        await using var sites = await Sites.StartAsync(1, nodes: 2);
        var db = await sites.ClientAsync(0);
        await sites[0].StopNodeAsync("pod-1", snapshot: false, Ct);
        for (var i = 0; i < 4; i++)
        {
            await db.StringSetAsync($"k{i}", i);
            await sites[0].SnapshotAsync(Ct);
        }

        await sites[0].StartNodeAsync("pod-1", Ct);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        await sites[0].ServeAsync("pod-1", Ct);
        db = await sites.ClientAsync(0);
        Assert.Equal(["0", "1", "2", "3"], (await db.StringGetAsync(["k0", "k1", "k2", "k3"])).Select(value => $"{value}"));
    }

    [Fact]
    public async Task Node_WithAnOldVolume_IsNotBelievedOverANewerOne()
    {
        await using var sites = await Sites.StartAsync(1, nodes: 2);
        var db = await sites.ClientAsync(0);
        await db.StringSetAsync("k", "old");
        await sites[0].StopNodeAsync("pod-0", snapshot: true, Ct);
        await sites[0].ServeAsync("pod-1", Ct);
        await (await sites.ClientAsync(0)).StringSetAsync("k", "new");
        await sites[0].StopNodeAsync("pod-1", snapshot: false, Ct);
        await sites[0].StartNodeAsync("pod-0", Ct);
        await sites[0].StartNodeAsync("pod-1", Ct);
        await sites[0].ServeAsync("pod-0", Ct);
        Assert.Equal("new", await (await sites.ClientAsync(0)).StringGetAsync("k"));
    }
}
