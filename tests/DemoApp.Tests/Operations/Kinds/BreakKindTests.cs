using DemoApp.Clusters;
using DemoApp.Operations;
using DemoApp.Operations.Kinds;
using DemoApp.Testdb;
using Xunit;
using static DemoApp.Tests.Operations.Worlds;

namespace DemoApp.Tests.Operations.Kinds;

public sealed class BreakKindTests
{
    [Fact]
    public void Draft_OfOneOfTwoHealthyClusters_IsAllowedAndNamesTheLine()
    {
        var draft = Draft("a", null, Of(Cluster("a"), Cluster("b")));

        Assert.Null(draft.Refusal);
        Assert.Contains("patch rec a --type merge", Assert.Single(draft.Kubectl), StringComparison.Ordinal);
        Assert.Contains("b keeps serving.", draft.WillHappen);
    }

    [Theory]
    [InlineData(null, 409)]
    [InlineData("a", 409)]
    [InlineData("b", null)]
    public void Draft_OfTheLastHealthyCluster_NeedsItsNameTyped(string? confirm, int? status)
    {
        var draft = Draft("b", confirm, Of(Cluster("a", "RecoveringFirstPod", recovery: true), Cluster("b")));

        Assert.Equal(status, draft.Refusal?.Status);
        Assert.Equal(status is null ? null : "b", draft.Confirm);
    }

    [Fact]
    public void Draft_OfAClusterWhosePeersDatabaseIsDead_DoesNotCountThePeerAsHealthy()
    {
        var world = Of(Cluster("a"), Cluster("b")) with { Testdb = [Health("a", TestdbStatus.Silent), Health("b", TestdbStatus.Serving)] };
        Assert.Equal("b", Draft("b", null, world).Confirm);
    }

    [Theory]
    [InlineData("RecoveryReset", false)]
    [InlineData("Running", true)]
    public void Draft_OfAClusterInRecovery_IsRefused(string state, bool recovery) =>
        Assert.Equal(409, Draft("a", null, Of(Cluster("a", state, recovery), Cluster("b"))).Refusal?.Status);

    [Fact]
    public void Draft_OfNoCluster_IsMalformedAndOfAnUnknownOne_IsNotPossible()
    {
        var kind = new BreakKind();
        Assert.Equal(400, Assert.Throws<OperationRefusedException>(() => kind.Draft(new("break", []), Of(Cluster("a")))).Refusal.Status);
        Assert.Equal(422, Assert.Throws<OperationRefusedException>(() => kind.Draft(new("break", ["x"]), Of(Cluster("a")))).Refusal.Status);
    }

    [Fact]
    public void Looks_OfARecovery_FollowWhatTheWatchSawAndOnlyThat()
    {
        // The rec is still Running from before: that ends nothing.
        Assert.Equal("waits", Look("RecoveryReset", Cluster("a", recovery: true)));
        Assert.Equal("goes", Look("RecoveryReset", Cluster("a", "RecoveryReset", recovery: true)));
        Assert.Equal("done", Look("RecoveryReset", Cluster("a", "Initializing", recovery: true), underWay: true));
        // The watch may have missed one.
        Assert.Equal("skipped", Look("RecoveringFirstPod", Cluster("a", "Initializing", recovery: true)));
        Assert.Equal("goes", Look("Initializing", Cluster("a", "Initializing", recovery: true)));
        Assert.Equal("waits", Look("Running", Cluster("a", "Initializing", recovery: true)));
        Assert.Equal("waits", Look("Running", Cluster("a", "Running", recovery: true)));
        Assert.Equal("done", Look("Running", Cluster("a")));
    }

    private static string Look(string state, ClusterSnapshot now, bool underWay = false)
    {
        var step = Draft("a", null, Of(Cluster("a"), Cluster("b"))).Steps.Single(s => s.Name == $"a: rec {state}");
        return step.Look!(Of(now, Cluster("b")), underWay) switch
        {
            { Over: true, UnderWay: true } => "done",
            { Over: true } => "skipped",
            { UnderWay: true } => "goes",
            _ => "waits",
        };
    }

    private static OperationDraft Draft(string cluster, string? confirm, OperationWorld world) =>
        new BreakKind().Draft(new("break", [cluster], Confirm: confirm), world);
}
