using DemoApp.Lab.Controllers.Services.Slices;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Services;

public sealed class SlicePlanTests
{
    private static readonly V1Service Service =
        Objects.Service("{clusterIP: 10.96.0.10, selector: {app: redis}, ports: [{name: redis, port: 11069}]}");

    [Fact]
    public void Slice_OfAService_NamesItsServiceManagerAndOwner()
    {
        var slice = Assert.Single(ServiceSlices.Plan(Service, [Objects.Pod("p1")], []).Create);
        Assert.Equal("testdb-", slice.Metadata.GenerateName);
        Assert.Equal("testdb", slice.Metadata.Labels["kubernetes.io/service-name"]);
        Assert.Equal("endpointslice-controller.k8s.io", slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal("yes", slice.Metadata.Labels["federation"]);
        var owner = Assert.Single(slice.Metadata.OwnerReferences);
        Assert.Equal(("v1", "Service", "testdb", true), (owner.ApiVersion, owner.Kind, owner.Name, owner.Controller));
        var endpoint = Assert.Single(slice.Endpoints);
        Assert.Equal(("lab-node", "Pod", "p1"), (endpoint.NodeName, endpoint.TargetRef.Kind, endpoint.TargetRef.Name));
    }

    [Theory]
    [InlineData("ready", true, true, false)]
    [InlineData("unready", false, false, false)]
    [InlineData("ending", false, true, true)]
    public void Conditions_OfAPod_TellReadyServingTerminating(string state, bool ready, bool serving, bool terminating)
    {
        var conditions = ServiceSlices.Plan(Service, [Objects.Pod("p1", state)], []).Create.Single().Endpoints.Single().Conditions;
        Assert.Equal((ready, serving, terminating), (conditions.Ready, conditions.Serving, conditions.Terminating));
    }

    [Fact]
    public void Slice_ThroughAnOutage_IsEmptiedAndFilledUnderItsName()
    {
        var there = Named(ServiceSlices.Plan(Service, [Objects.Pod("p1")], []));
        Assert.True(ServiceSlices.Plan(Service, [Objects.Pod("p1")], there).IsEmpty);

        var empty = ServiceSlices.Plan(Service, [], there);
        Assert.Empty(empty.Create);
        Assert.Empty(empty.Delete);
        Assert.Equal("testdb-0", Assert.Single(empty.Update).Metadata.Name);
        Assert.Empty(empty.Update[0].Endpoints);
        Assert.True(ServiceSlices.Plan(Service, [], empty.Update).IsEmpty);

        Assert.Equal("testdb-0", Assert.Single(ServiceSlices.Plan(Service, [Objects.Pod("p2")], empty.Update).Update).Metadata.Name);
    }

    [Fact]
    public void Slices_OfManyPods_HoldAHundredEachAndSurplusGoes()
    {
        var pods = Enumerable.Range(100, 150).Select(n => Objects.Pod($"p{n}")).ToArray();
        var there = Named(ServiceSlices.Plan(Service, pods, []));
        Assert.Equal([100, 50], there.Select(s => s.Endpoints.Count));
        var fewer = ServiceSlices.Plan(Service, [Objects.Pod("p1")], there);
        Assert.Equal((0, 1, 1), (fewer.Create.Count, fewer.Update.Count, fewer.Delete.Count));
    }

    [Fact]
    public void Mirror_OfHandMadeEndpoints_FollowsThemAndGoesWithThem()
    {
        var service = Objects.Service("{ports: [{port: 80}]}");
        var endpoints = Objects.Endpoints("[{addresses: [{ip: 10.0.0.1}], notReadyAddresses: [{ip: 10.0.0.2}], ports: [{port: 80}]}]", meta: "annotations: {a: b}");
        var there = Named(MirroredSlices.Plan(service, endpoints, []));
        var slice = Assert.Single(there);
        Assert.Equal("endpointslicemirroring-controller.k8s.io", slice.Metadata.Labels["endpointslice.kubernetes.io/managed-by"]);
        Assert.Equal(("Endpoints", "b"), (slice.Metadata.OwnerReferences.Single().Kind, slice.Metadata.Annotations["a"]));
        Assert.Equal([("10.0.0.1", true), ("10.0.0.2", false)], slice.Endpoints.Select(e => (e.Addresses[0], e.Conditions.Ready!.Value)));
        Assert.True(MirroredSlices.Plan(service, endpoints, there).IsEmpty);

        Assert.Single(MirroredSlices.Plan(service, null, there).Delete);
        Assert.Single(MirroredSlices.Plan(service, Objects.Endpoints("[]"), there).Delete);
        Assert.Single(MirroredSlices.Plan(null, endpoints, there).Delete);
        Assert.Single(MirroredSlices.Plan(Service, endpoints, there).Delete);
    }

    private static V1EndpointSlice[] Named(SlicePlan plan)
    {
        for (var i = 0; i < plan.Create.Count; i++)
        {
            plan.Create[i].Metadata.Name = $"testdb-{i}";
        }

        return [.. plan.Create];
    }
}
