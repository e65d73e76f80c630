using DemoApp.Lab.Database;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database;

public sealed class ReplicationTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Counters_BothSitesWrite_AddUpAtBoth()
    {
        await using var sites = await Sites.StartAsync(2);
        var a = await sites.ClientAsync(0);
        var b = await sites.ClientAsync(1);
        await Task.WhenAll(Enumerable.Range(0, 200).SelectMany(_ => new Task[]
        {
            a.StringIncrementAsync("n"), b.HashIncrementAsync("h", "f", 2), b.StringIncrementAsync("n"),
        }));
        await Sites.UntilAsync(async () => await a.StringGetAsync("n") == 400 && await b.StringGetAsync("n") == 400);
        await Sites.UntilAsync(async () => await a.HashGetAsync("h", "f") == 400);
    }

    [Fact]
    public async Task Links_CutWhileBothWriteTheSameKey_ConvergeOnTheLaterWrite()
    {
        await using var sites = await Sites.StartAsync(2);
        var a = await sites.ClientAsync(0);
        var b = await sites.ClientAsync(1);
        foreach (var link in sites.All.SelectMany(site => site.Links))
        {
            link.Cut();
        }

        // A link that was reading when it was cut ends its round first.
        await a.StringSetAsync("k", "a");
        await b.StringSetAsync("k", "b");
        await a.HashSetAsync("h", "f1", "a");
        await b.HashSetAsync("h", "f2", "b");
        foreach (var link in sites.All.SelectMany(site => site.Links))
        {
            link.Mend();
        }

        await Sites.UntilAsync(async () => await a.StringGetAsync("k") == "b" && await a.HashLengthAsync("h") == 2);
        await Sites.UntilAsync(async () => await b.HashLengthAsync("h") == 2);
        Assert.Equal("b", await b.StringGetAsync("k"));
    }

    [Fact]
    public async Task Site_CrashedWhileItsPeerWrites_CatchesUpExactlyOnce()
    {
        await using var sites = await Sites.StartAsync(2);
        var a = await sites.ClientAsync(0);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => a.StringIncrementAsync("n")));
        await sites[1].StopNodeAsync("pod-0", snapshot: false, Ct);
        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => a.StringIncrementAsync("n")));
        await sites[1].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        await sites[1].ServeAsync("pod-0", Ct);
        var b = await sites.ClientAsync(1);
        Assert.Equal(400, (long)await b.StringGetAsync("n"));
        await sites[0].StopNodeAsync("pod-0", snapshot: true, Ct);
        await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        await sites[0].ServeAsync("pod-0", Ct);
        a = await sites.ClientAsync(0);
        await a.StringIncrementAsync("n");
        await Sites.UntilAsync(async () => (long)await b.StringGetAsync("n") >= 401);
        Assert.Equal(401, (long)await b.StringGetAsync("n"));
    }
}
