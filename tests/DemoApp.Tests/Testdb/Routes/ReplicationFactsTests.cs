using DemoApp.Testdb.Connections;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

public sealed class ReplicationFactsTests
{
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("up", 0, 0, true)]
    [InlineData("up", 12, 300, true)]
    [InlineData("up", 12, 5000, false)]
    [InlineData("down", 0, 0, false)]
    public void Peer_IsCaughtUp_WhenItsLinkIsUpAndLittleIsMissing(string link, int backlog, int lag, bool caughtUp)
    {
        var facts = ReplicationFacts.Parse($"# Active-Active\r\nsite:a\r\npeers:2\r\npeer0:site=c,link=down,backlog=9,lag_ms=9000\r\npeer1:site=b,link={link},backlog={backlog},lag_ms={lag}\r\n");
        Assert.Equal("a", facts.Site);
        Assert.Equal(caughtUp, facts.IsCaughtUp("b", Most));
    }

    /// <summary>A plain Redis answers INFO active-active with nothing.</summary>
    [Fact]
    public void Database_ThatSaysNothing_HasNothingToWaitFor() =>
        Assert.True(ReplicationFacts.Parse("").IsCaughtUp(ReplicationFacts.Parse("").Site, Most));
}
