using DemoApp.Lab.Controllers.Chaos;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Chaos;

public sealed class ChaosChoiceTests
{
    private static readonly string[] Pods = ["p-0", "p-1", "p-2"];

    [Theory]
    [InlineData("one", 0, 1)]
    [InlineData("all", 0, 3)]
    [InlineData("fixed", 2, 2)]
    [InlineData("fixed", 9, 3)]
    [InlineData("fixed-percent", 67, 2)]
    public void Mode_SaysHowManyOfThePods(string mode, int value, int count)
    {
        var chosen = new ChaosMode(mode, value).Choose(Pods, [], new Random(1));
        Assert.Equal(count, chosen.Count);
        Assert.Equal(chosen, Pods.Intersect(chosen));
    }

    [Fact]
    public void Mode_OfOne_KeepsItsPod_AndOfAll_TakesTheNewOnesIn()
    {
        Assert.Equal(["p-1"], new ChaosMode("one", 0).Choose(Pods, ["p-1"], new Random(1)));
        Assert.Equal(["p-0", "p-1", "p-2", "p-9"], new ChaosMode("all", 0).Choose(Pods, ["p-9"], new Random(1)));
    }

    [Fact]
    public void Status_CountsEachInjectionAndRecovery()
    {
        var on = ChaosProgress.Next(null, "redis", ["p-0"], run: true, paused: false);
        var still = ChaosProgress.Next(on, "redis", ["p-0"], run: true, paused: false);
        var paused = ChaosProgress.Next(still, "redis", ["p-0"], run: false, paused: true);
        var again = ChaosProgress.Next(paused, "redis", ["p-0"], run: true, paused: false);
        Assert.Equal(new ChaosRecord("redis/p-0", ".", "Injected", 1, 0), Assert.Single(still.Experiment.Records));
        Assert.Equal(new ChaosRecord("redis/p-0", ".", "Not Injected", 1, 1), Assert.Single(paused.Experiment.Records));
        Assert.Equal(new ChaosRecord("redis/p-0", ".", "Injected", 2, 1), Assert.Single(again.Experiment.Records));
        Assert.True(ChaosProgress.Was(again, "AllInjected"));
        Assert.True(ChaosProgress.Was(paused, "Paused") && ChaosProgress.Was(paused, "AllRecovered"));
    }

    [Fact]
    public void Status_WithoutAPod_IsNotInjected_AndSaysWhy()
    {
        var none = ChaosProgress.Next(null, "redis", [], run: true, paused: false);
        Assert.False(ChaosProgress.Was(none, "AllInjected"));
        Assert.Equal("no pod matches the selector", none.Conditions[0].Reason);
    }
}
