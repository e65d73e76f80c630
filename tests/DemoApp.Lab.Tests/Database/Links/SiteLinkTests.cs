using DemoApp.Lab.Database.Links;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Links;

public sealed class SiteLinkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_CutInOneDirection_LetsTheOtherThrough()
    {
        await using var sites = await Sites.StartAsync(2);
        sites.Link(0, 1).Cut();
        var (a, b) = (await sites.ClientAsync(0), await sites.ClientAsync(1));
        await a.StringSetAsync("from-a", "1");
        await b.StringSetAsync("from-b", "2");
        await Sites.UntilAsync(async () => await a.StringGetAsync("from-b") == "2");
        Assert.True((await b.StringGetAsync("from-a")).IsNull);
        Assert.Equal(1, sites.Link(0, 1).Facts.Backlog);
        sites.Link(0, 1).Mend();
        await Sites.UntilAsync(async () => await b.StringGetAsync("from-a") == "1");
        await Sites.UntilAsync(sites.AgreeAsync);
    }

    [Fact]
    public async Task Link_DelayedLossyAndThin_DeliversAllOnce()
    {
        await using var sites = await Sites.StartAsync(2);
        foreach (var link in sites.All.SelectMany(site => site.Links))
        {
            link.Conditions = new LinkConditions { Delay = TimeSpan.FromMilliseconds(20), Loss = 0.1, BytesPerSecond = 200_000 };
        }

        var (a, b) = (await sites.ClientAsync(0), await sites.ClientAsync(1));
        await Task.WhenAll(Enumerable.Range(0, 300).SelectMany(_ => new[] { a.StringIncrementAsync("n"), b.StringIncrementAsync("n") }));
        await Sites.UntilAsync(async () => await a.StringGetAsync("n") == 600 && await b.StringGetAsync("n") == 600);
    }

    [Fact]
    public async Task Peer_AwayUntilTheLogWasCut_GetsTheWholeState()
    {
        await using var sites = await Sites.StartAsync(2);
        var a = await sites.ClientAsync(0);
        await a.StringSetAsync("k0", "0");
        await Sites.UntilAsync(sites.AgreeAsync);
        await sites[1].StopNodeAsync("pod-0", snapshot: false, Ct);
        await a.KeyDeleteAsync("k0");
        await a.StringSetAsync("k1", "1");
        // As a site that was repaired from another's state: its log begins behind what the peer lacks.
        await sites[0].RenewAsync(sites[0].Live!, Ct);
        await sites[1].ServeAsync("pod-0", Ct);
        var b = await sites.ClientAsync(1);
        await Sites.UntilAsync(async () => await b.StringGetAsync("k1") == "1" && (await b.StringGetAsync("k0")).IsNull);
        await Sites.UntilAsync(sites.AgreeAsync);
    }

    [Fact]
    public async Task Site_ThatJoinsLater_GetsWhatIsThere()
    {
        await using var sites = await Sites.StartAsync(2);
        await (await sites.ClientAsync(0)).StringSetAsync("k", "v");
        await (await sites.ClientAsync(1)).StringIncrementAsync("n", 3);
        await sites.AddAsync();
        var c = await sites.ClientAsync(2);
        await Sites.UntilAsync(async () => await c.StringGetAsync("k") == "v" && await c.StringGetAsync("n") == 3);
        await c.StringIncrementAsync("n", 4);
        await Sites.UntilAsync(sites.AgreeAsync);
        Assert.Equal(7, (long)await (await sites.ClientAsync(0)).StringGetAsync("n"));
    }

    [Fact]
    public async Task Recovery_FromPeersOnly_BringsBackTheSitesOwnEarlierWrites()
    {
        await using var sites = await Sites.StartAsync(2, nodes: 3);
        var a = await sites.ClientAsync(0);
        await a.StringSetAsync("mine", "1");
        await a.StringIncrementAsync("n", 5);
        await Sites.UntilAsync(sites.AgreeAsync);
        foreach (var pod in new[] { "pod-0", "pod-1", "pod-2" })
        {
            await sites[0].StopNodeAsync(pod, snapshot: false, Ct);
        }

        await (await sites.ClientAsync(1)).StringIncrementAsync("n", 2);
        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: false, null, Ct);
        Assert.Equal((0, 2), (recovery.KeysFromDisk, recovery.Keys));
        await sites[0].ServeAsync("pod-0", Ct);
        a = await sites.ClientAsync(0);
        Assert.Equal("1", await a.StringGetAsync("mine"));
        Assert.Equal(8, await a.StringIncrementAsync("n"));
        await Sites.UntilAsync(sites.AgreeAsync);
    }
}
