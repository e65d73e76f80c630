using DemoApp.Lab.Controllers.Pods.Probes;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods.Probes;

public sealed class ProbeCountTests
{
    [Theory]
    [InlineData("+", "+")]
    [InlineData("--", "?")]
    [InlineData("---", "-")]
    [InlineData("+--", "+")]
    [InlineData("+--+--", "+")]
    [InlineData("+---", "-")]
    [InlineData("+---+", "+")]
    public void Looks_WithThreeFailuresAllowed_AddUp(string looks, string believed)
    {
        var times = ProbeTimes.Of(new V1Probe());
        var count = looks.Aggregate(default(ProbeCount), (so, look) => so.Saw(look == '+', times));
        Assert.Equal(believed, count.Holds switch { null => "?", true => "+", false => "-" });
    }
}
