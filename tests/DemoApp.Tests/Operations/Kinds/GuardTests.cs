using System.Collections.Immutable;
using DemoApp.Clusters;
using DemoApp.Operations;
using DemoApp.Operations.Kinds;
using DemoApp.Testdb;
using Xunit;
using static DemoApp.Tests.Operations.Worlds;

namespace DemoApp.Tests.Operations.Kinds;

/// <summary>What each kind refuses, and why.</summary>
public sealed class GuardTests
{
    private static readonly OperationWorld Well = Of(Cluster("a"), Cluster("b"));

    [Fact]
    public void Repair_OfADatabaseThatAnswers_HasNothingToRepair() =>
        Assert.Equal("Nothing to repair", new RepairKind().Draft(new("repair", Cluster: "a"), Well).Refusal?.Title);

    [Theory]
    [InlineData("RecoveringFirstPod", true, "Too early")]
    [InlineData("Running", true, "Too early")]
    [InlineData("Running", false, null)]
    public void Repair_OfASilentDatabase_WaitsForTheRec(string state, bool recovery, string? title)
    {
        var world = Of(Cluster("a", state, recovery), Cluster("b")) with { Testdb = [Health("a", TestdbStatus.Silent)] };
        Assert.Equal(title, new RepairKind().Draft(new("repair", Cluster: "a"), world).Refusal?.Title);
    }

    [Fact]
    public void Unfederate_WhileAPageGoesThroughIt_IsRefused()
    {
        var world = Well with { Routes = [new("a", "testdb", []), new("b", "testdb-federated", [])] };

        Assert.Equal("Still in use", new FederateKind(federated: false).Draft(new("unfederate"), world).Refusal?.Title);
        Assert.Null(new FederateKind(federated: false).Draft(new("unfederate"), Well).Refusal);
    }

    [Fact]
    public void KillPods_OfOnePod_IsAllowedInTheLastHealthyClusterAndOfAMajority_NeedsItsName()
    {
        var world = Of(Cluster("a") with { Pods = Nodes }, Cluster("b", "RecoveryReset"));

        Assert.Null(Kill(world, 1).Refusal);
        Assert.Equal("a", Kill(world, 2).Confirm);
        Assert.Equal("a", Kill(world, 3).Confirm);
        Assert.Null(Kill(world, 3, "a").Refusal);
        Assert.Equal(422, Assert.Throws<OperationRefusedException>(() => Kill(world, 4)).Refusal.Status);
    }

    [Fact]
    public void KillPods_IsOverWhenOtherPodsOfTheSameNamesAreReady()
    {
        var look = Kill(Of(Cluster("a") with { Pods = Nodes }, Cluster("b")), 1).Steps[1].Look!;

        Assert.False(look(Of(Cluster("a") with { Pods = Nodes }), false).Over);
        var back = Nodes.SetItem(0, Nodes[0] with { Uid = "new", Ready = "1/2" });
        Assert.False(look(Of(Cluster("a") with { Pods = back }), false).Over);
        Assert.True(look(Of(Cluster("a") with { Pods = back.SetItem(0, back[0] with { Ready = "2/2" }) }), false).Over);
    }

    [Fact]
    public void Request_WithAFieldTheKindDoesNotTake_IsMalformed()
    {
        var refused = Assert.Throws<OperationRefusedException>(() => OperationKinds.Of(new("reset", Cluster: "a")));
        Assert.Equal((400, "reset does not know cluster. It takes nothing else."), (refused.Refusal.Status, refused.Refusal.Detail));
    }

    private static ImmutableArray<PodSnapshot> Nodes { get; } =
        [.. Enumerable.Range(0, 3).Select(n => new PodSnapshot($"a-{n}", "2/2", "Running", "0", "1m", null) { Uid = $"{n}", IsNode = true })];

    private static OperationDraft Kill(OperationWorld world, int pods, string? confirm = null) =>
        new KillPodsKind().Draft(new("killPods", Cluster: "a", Pods: pods, Confirm: confirm), world);
}
