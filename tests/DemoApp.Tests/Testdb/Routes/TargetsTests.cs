using System.Collections.Immutable;
using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Testdb.Routes;

public sealed class TargetsTests
{
    private static readonly SiteConfig A = new("a", "a:1", "fa:1", null);
    private static readonly SiteConfig B = new("b", "b:1", null, null);
    private static readonly ImmutableArray<SiteConfig> Sites = [A, B];

    [Theory]
    [InlineData("testdb", "b:1")]
    [InlineData("group", "b:1 a:1")]
    [InlineData("testdb-federated", "")]
    [InlineData("testdb-typo", "")]
    [InlineData("", "")]
    public void Route_OfASite_LeadsToItsOwnFirstAndAnUnknownOneNowhere(string route, string addresses) =>
        Assert.Equal(addresses, string.Join(' ', B.TargetsOf(route, Sites).Select(target => target.Address)));

    [Fact]
    public void Group_OfOneSite_IsAllowed() =>
        Assert.Equal([new SiteTarget("a", "a:1")], A.TargetsOf(TestdbRoute.Group, [A]));
}
