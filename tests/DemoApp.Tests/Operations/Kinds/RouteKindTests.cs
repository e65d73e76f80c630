using DemoApp.Operations;
using DemoApp.Operations.Kinds;
using Xunit;
using static DemoApp.Tests.Operations.Worlds;

namespace DemoApp.Tests.Operations.Kinds;

public sealed class RouteKindTests
{
    private static readonly OperationWorld World = Of(Cluster("a"), Cluster("b"));

    [Fact]
    public void Draft_WithoutACluster_IsOfAllOfThem()
    {
        var draft = Draft(null, "testdb-federated", World);

        Assert.Equal(["a", "b"], draft.Clusters);
        Assert.All(draft.Kubectl, line => Assert.EndsWith("patch configmap demoapp-route --type merge --patch '{\"data\":{\"service\":\"testdb-federated\"}}'", line, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, 400)]
    [InlineData("nowhere", 422)]
    public void Draft_OfAServiceThereIsNot_IsRefused(string? service, int status) =>
        Assert.Equal(status, Assert.Throws<OperationRefusedException>(() => Draft("a", service, World)).Refusal.Status);

    [Fact]
    public void Draft_WhereTheApiServerDoesNotAnswer_IsRefused() =>
        Assert.Equal(409, Draft("a", "testdb-federated", Of(Cluster("a") with { Connected = false })).Refusal?.Status);

    [Fact]
    public void Look_EndsOnceRequestsTakeTheService_NotWhenTheConfigMapIsSeen()
    {
        var look = Draft("a", "testdb-federated", World).Steps[1].Look!;

        Assert.False(look(World, false).UnderWay);
        var seen = Of(Cluster("a") with { Route = "testdb-federated" });
        Assert.Equal((true, false), (look(seen, false).UnderWay, look(seen, false).Over));
        Assert.True(look(seen with { Routes = [new("a", "testdb-federated", [])] }, true).Over);
    }

    private static OperationDraft Draft(string? cluster, string? service, OperationWorld world) =>
        new RouteKind().Draft(new("route", Cluster: cluster, Service: service), world);
}
