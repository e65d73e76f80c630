using DemoApp.Testdb;
using DemoApp.Testdb.Probing;
using Xunit;

namespace DemoApp.Tests.Testdb.Probing;

public sealed class EndpointVerdictTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;
    private static readonly PingResult Answer = new(TestdbStatus.Serving, TimeSpan.FromMilliseconds(1), null);
    private static readonly PingResult Silence = new(TestdbStatus.Silent, null, "no connection within 300 ms");
    private readonly EndpointHealth fresh = new("site-a", "10.244.0.3:12000", TestdbStatus.Unknown, Now, null, "not asked yet", Now);

    [Fact]
    public void Address_ThatAnswers_ServesWithItsLatency()
    {
        var seen = EndpointVerdict.Of(fresh, Answer, siteReached: false, serviceServes: true, Now);
        Assert.Equal((TestdbStatus.Serving, Answer.Latency, (string?)null), (seen.Status, seen.Latency, seen.Detail));
    }

    [Fact]
    public void Address_OfPodsNobodyHereReaches_IsNotCalledDead()
    {
        var seen = EndpointVerdict.Of(fresh, Silence, siteReached: false, serviceServes: true, Now);
        Assert.Equal(TestdbStatus.Unknown, seen.Status);
        Assert.Contains("10.244.0.3:12000 cannot be reached from here", seen.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Address_BesideOneThatAnswered_IsSilentByItself() =>
        Assert.Equal(TestdbStatus.Silent, EndpointVerdict.Of(fresh, Silence, siteReached: true, serviceServes: true, Now).Status);

    [Fact]
    public void Address_ThatAnsweredBefore_IsSilentByItself()
    {
        var seen = EndpointVerdict.Of(EndpointVerdict.Of(fresh, Answer, false, true, Now), Silence, false, false, Now.AddSeconds(1));
        Assert.Equal((TestdbStatus.Silent, Now.AddSeconds(1)), (seen.Status, seen.Since));
    }
}
