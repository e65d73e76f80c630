using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Operations;
using DemoApp.Testdb;
using Xunit;

namespace DemoApp.Tests.Operations;

public sealed class BreakTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch;

    [Fact]
    public void Plan_OfOneOfTwoHealthyClusters_IsAllowedAndNamesTheLine()
    {
        var plan = Plan(["a"], null, Cluster("a"), Cluster("b"));

        Assert.True(plan.Allowed);
        Assert.Contains("patch rec a --type merge", Assert.Single(plan.Kubectl), StringComparison.Ordinal);
        Assert.Contains("b keeps serving.", plan.WillHappen);
    }

    [Theory]
    [InlineData(null, 409)]
    [InlineData("a", 409)]
    [InlineData("b", null)]
    public void Plan_OfTheLastHealthyCluster_NeedsItsNameTyped(string? confirm, int? status)
    {
        var plan = Plan(["b"], confirm, Cluster("a", "RecoveringFirstPod", recovery: true), Cluster("b"));

        Assert.Equal(status, plan.Refusal?.Status);
        Assert.Equal(status is null ? null : "b", plan.Confirm);
    }

    [Fact]
    public void Plan_OfAClusterWhoseDatabaseIsDead_DoesNotCountItAsHealthy()
    {
        var plan = BreakPlan.Make(["b"], null, [Cluster("a"), Cluster("b")], [Health("a", TestdbStatus.Silent), Health("b", TestdbStatus.Serving)], []);
        Assert.Equal("b", plan.Confirm);
    }

    [Theory]
    [InlineData("RecoveryReset", false)]
    [InlineData("Running", true)]
    public void Plan_OfAClusterInRecovery_IsRefused(string state, bool recovery) =>
        Assert.Equal(409, Plan(["a"], null, Cluster("a", state, recovery), Cluster("b")).Refusal?.Status);

    [Fact]
    public void Steps_FollowWhatTheWatchSaw_AndOnlyThat()
    {
        var steps = BreakSteps.For(Cluster("a"));
        Assert.Same(steps.AsSpan().ToArray()[0], BreakSteps.Observed(steps, Cluster("a"))[0]);

        steps = BreakSteps.Patched(steps, "a");
        // The rec is still Running from before: that ends nothing.
        Assert.Equal("succeeded running pending pending pending", Line(BreakSteps.Observed(steps, Cluster("a", recovery: true))));

        steps = BreakSteps.Observed(steps, Cluster("a", "RecoveryReset", recovery: true));
        Assert.Equal("succeeded running pending pending pending", Line(steps));
        // The watch may have missed one.
        steps = BreakSteps.Observed(steps, Cluster("a", "Initializing", recovery: true));
        Assert.Equal("succeeded succeeded skipped running pending", Line(steps));
        steps = BreakSteps.Observed(steps, Cluster("a", "Running", recovery: true));
        Assert.False(BreakSteps.IsDone(steps));
        steps = BreakSteps.Observed(steps, Cluster("a"));
        Assert.Equal("succeeded succeeded skipped succeeded succeeded", Line(steps));
        Assert.True(BreakSteps.IsDone(steps));
    }

    private static BreakPlan Plan(ImmutableArray<string> asked, string? confirm, params ImmutableArray<ClusterSnapshot> clusters) =>
        BreakPlan.Make(asked, confirm, clusters, [.. clusters.Select(c => Health(c.Name, TestdbStatus.Serving))], []);

    private static ClusterSnapshot Cluster(string name, string state = "Running", bool recovery = false) =>
        ClusterSnapshot.Unseen(new ClusterConfig(name, null, name, "redis", name, "testdb")) with { Connected = true, Rec = new(name, state, "Valid", recovery) };

    private static TestdbHealth Health(string site, TestdbStatus status) => new(site, status, Now, null, null, Now);

    private static string Line(ImmutableArray<OperationStepView> steps) => string.Join(' ', steps.Select(s => s.Status));
}
