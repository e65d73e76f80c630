using DemoApp.Lab.Controllers.Services;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Services;

public sealed class EndpointsPlanTests
{
    private const string Plain = "{clusterIP: 10.96.0.10, selector: {app: redis}, ports: [{name: redis, port: 11069, targetPort: 11069}]}";

    [Theory]
    [InlineData(Plain, "p1|:redis=11069/TCP", "p1 ready")]
    [InlineData(Plain, "p1|p2:redis=11069/TCP", "p1 ready", "p2 unready")]
    [InlineData(Plain, "|p1:redis=11069/TCP", "p1 unready")]
    [InlineData(Plain, "", "p1 ending", "p2 gone", "p3 new")]
    [InlineData(Plain, "")]
    [InlineData("{publishNotReadyAddresses: true, selector: {app: redis}, ports: [{port: 1}]}", "p1,p2|:=1/TCP", "p1 unready", "p2 ending")]
    [InlineData("{selector: {app: redis}, ports: [{port: 80, targetPort: web, protocol: TCP}]}", "", "p1 ready")]
    [InlineData("{selector: {app: redis}, ports: [{port: 80}]}", "p1|:=80/TCP", "p1 ready")]
    [InlineData("{selector: {app: redis}, ports: [{name: b, port: 2}, {name: a, port: 1, protocol: UDP}]}", "p1|:a=1/UDP,b=2/TCP", "p1 ready")]
    [InlineData("{clusterIP: None, selector: {app: redis}}", "p1|:", "p1 ready")]
    [InlineData("{clusterIP: None, selector: {app: other}, ports: [{port: 1}]}", "", "p1 ready")]
    public void Plan_ForPods_HasTheSubsetsOfTheGenuineController(string service, string expected, params string[] pods)
    {
        var plan = EndpointsPlan.For(Objects.Service(service), pods.Select(p => Objects.Pod(p.Split(' ')[0], p.Split(' ')[1])), null)!;
        Assert.Equal(expected, Objects.Text(plan.Subsets));
        Assert.Equal(expected.Length == 0, plan.Subsets is null);
    }

    [Fact]
    public void NamedTargetPort_OfDifferentNumbers_MakesTwoSubsets()
    {
        var service = Objects.Service("{selector: {app: redis}, ports: [{name: redis, port: 80, targetPort: data}]}");
        V1Pod[] pods = [Objects.Pod("p1", "ready", ("data", 2)), Objects.Pod("p2", "ready", ("data", 1)), Objects.Pod("p3", "ready", ("other", 3))];
        Assert.Equal("p2|:redis=1/TCP p1|:redis=2/TCP", Objects.Text(EndpointsPlan.For(service, pods, null)!.Subsets));
    }

    [Fact]
    public void Labels_OfTheService_AreCopiedAndHeadlessIsSaid()
    {
        var headless = EndpointsPlan.For(Objects.Service("{clusterIP: None, selector: {app: redis}}"), [], null)!;
        Assert.Equal(["federation", "service.kubernetes.io/headless"], headless.Metadata.Labels.Keys.Order());
        Assert.Equal(["federation"], EndpointsPlan.For(Objects.Service(Plain), [], null)!.Metadata.Labels.Keys);
    }

    [Fact]
    public void Plan_WhenNothingChanged_WritesNothing()
    {
        var service = Objects.Service(Plain);
        var there = EndpointsPlan.For(service, [Objects.Pod("p1"), Objects.Pod("p2")], null)!;
        Assert.Null(EndpointsPlan.For(service, [Objects.Pod("p2"), Objects.Pod("p1")], there));
        service.Metadata.Labels["more"] = "1";
        Assert.Equal("1", EndpointsPlan.For(service, [Objects.Pod("p1"), Objects.Pod("p2")], there)!.Metadata.Labels["more"]);
    }

    [Fact]
    public void Plan_OverAnObjectThatIsThere_KeepsItsAnnotationsAndVersion()
    {
        var there = Objects.Endpoints("[]", meta: "resourceVersion: \"7\", annotations: {mine: kept}");
        var plan = EndpointsPlan.For(Objects.Service(Plain), [Objects.Pod("p1")], there)!;
        Assert.Equal(("7", "kept"), (plan.Metadata.ResourceVersion, plan.Metadata.Annotations["mine"]));
    }
}
