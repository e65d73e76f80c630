using DemoApp.Lab.Database.Links;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Links;

public sealed class ThreeSitesTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Site_GoneBeforeItReachedTheThird_IsPassedOnByTheSecond()
    {
        await using var sites = await Sites.StartAsync(3);
        var (a, b, c) = (await sites.ClientAsync(0), await sites.ClientAsync(1), await sites.ClientAsync(2));
        await a.StringSetAsync("kept", "1");
        await a.StringSetAsync("removed", "1");
        await Sites.UntilAsync(sites.AgreeAsync);
        sites.Link(0, 2).Cut();
        await a.StringIncrementAsync("n", 5);
        await a.KeyDeleteAsync("removed");
        await Sites.UntilAsync(async () => await b.StringGetAsync("n") == 5 && (await b.StringGetAsync("removed")).IsNull);
        Assert.True((await c.StringGetAsync("n")).IsNull);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        // The second is busy meanwhile: it must not need a pause to notice.
        await Sites.UntilAsync(async () =>
        {
            await b.StringIncrementAsync("busy");
            return await c.StringGetAsync("n") == 5;
        });
        Assert.True((await c.StringGetAsync("removed")).IsNull);
        Assert.Equal(8, await c.StringIncrementAsync("n", 3));
        sites.Link(0, 2).Mend();
        await sites[0].ServeAsync("pod-0", Ct);
        await Sites.UntilAsync(sites.AgreeAsync);
        Assert.Equal("8", await (await sites.ClientAsync(0)).StringGetAsync("n"));
    }

    [Fact]
    public async Task Site_ThatLostItsFiles_LeavesNothingBehindThatOnlyOneOtherHas()
    {
        await using var sites = await Sites.StartAsync(3);
        var (a, b) = (await sites.ClientAsync(0), await sites.ClientAsync(1));
        sites.Link(0, 2).Cut();
        await a.StringIncrementAsync("n", 5);
        await Sites.UntilAsync(async () => await b.StringGetAsync("n") == 5);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        // It comes back as another replica, whose log has nothing of what the first did; its links work at once.
        sites.Link(0, 2).Mend();
        await sites[0].RecoverAsync("pod-0", fromDisk: false, null, Ct);
        await sites[0].ServeAsync("pod-0", Ct);
        var c = await sites.ClientAsync(2);
        await Sites.UntilAsync(async () => await c.StringGetAsync("n") == 5);
        await Sites.UntilAsync(sites.AgreeAsync);
    }

    [Fact]
    public async Task Recovery_WhileAPeerIsTooSlowToAnswer_EndsWithoutIt()
    {
        await using var sites = await Sites.StartAsync(3);
        await (await sites.ClientAsync(1)).StringSetAsync("k", "1");
        await Sites.UntilAsync(sites.AgreeAsync);
        await sites[0].StopNodeAsync("pod-0", snapshot: false, Ct);
        sites.Link(1, 0).Conditions = new LinkConditions { Delay = TimeSpan.FromHours(1) };
        await (await sites.ClientAsync(2)).StringSetAsync("k", "2");
        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.Equal(1, recovery.EffectsFromPeers);
        await sites[0].ServeAsync("pod-0", Ct);
        Assert.Equal("2", await (await sites.ClientAsync(0)).StringGetAsync("k"));
    }
}
