using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Federation.Selectors;
using DemoApp.Lab.Tests.Controllers.Services;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Federation;

public sealed class FederationPlanTests
{
    private const string Pod1 = "{ip: 10.244.0.1, targetRef: {kind: Pod, name: p1, uid: u1}}";
    private const string Pod2 = "{ip: 10.244.1.2, targetRef: {kind: Pod, name: p2, uid: u2}}";

    private static readonly V1Service Federated = Annotate(
        Objects.Service("{clusterIP: 10.96.0.11, ports: [{name: redis, port: 11069, protocol: TCP}]}", "testdb-federated"), "federation == \"yes\"");

    [Fact]
    public void Plan_OverTwoClusters_NamesRemotePodsByTheirCluster()
    {
        var plan = Plan(null, Local(Ready(Pod1)), Remote("b", Ready(Pod2)))!;
        Assert.Equal("p1,b/p2|:redis=11069/TCP", Objects.Text(plan.Subsets));
        Assert.Equal("federation == \"yes\"", plan.Metadata.Annotations["federation.tigera.io/serviceSelector"]);
        Assert.Null(Plan(plan, Local(Ready(Pod1)), Remote("b", Ready(Pod2))));
    }

    [Theory]
    [InlineData("{name: redis, port: 6379, protocol: TCP}", "p1|:redis=6379/TCP")]
    [InlineData("{name: redis, port: 6379, protocol: UDP}", "")]
    [InlineData("{name: other, port: 11069, protocol: TCP}", "")]
    [InlineData("{port: 11069, protocol: TCP}", "")]
    [InlineData("{name: other, port: 1, protocol: TCP}, {name: redis, port: 2, protocol: TCP}", "p1|:redis=2/TCP")]
    public void Port_OfABackingService_IsTakenByNameAndProtocol(string ports, string expected) =>
        Assert.Equal(expected, Objects.Text(Plan(null, Local($"[{{addresses: [{Pod1}], ports: [{ports}]}}]"))!.Subsets));

    [Fact]
    public void Address_NotReady_StaysNotReady() => Assert.Equal(
        "|b/p2:redis=11069/TCP", Objects.Text(Plan(null, Remote("b", $"[{{notReadyAddresses: [{Pod2}], ports: [{{name: redis, port: 11069}}]}}]"))!.Subsets
            .Select(s => { s.Ports[0].Protocol ??= "TCP"; return s; })));

    [Fact]
    public void Service_ThatIsNotSelectedOrIsFederatedItself_BacksNothing()
    {
        var unlabelled = Objects.Service("{}");
        unlabelled.Metadata.Labels.Clear();
        foreach (var service in (V1Service[])[unlabelled, Annotate(Objects.Service("{}"), "all()")])
        {
            var plan = Plan(null, new FederationSource(null, new(new Dictionary<string, V1Service> { ["testdb"] = service }, Endpoints(Ready(Pod1)))))!;
            Assert.Null(plan.Subsets);
        }
    }

    [Fact]
    public void Remote_NotReachedYet_KeepsWhatTheEndpointsSayOfIt()
    {
        var there = Plan(null, Local(Ready(Pod1)), Remote("b", Ready(Pod2)))!;
        var unreached = new FederationSource("b", null);
        Assert.Null(Plan(there, Local(Ready(Pod1)), unreached));
        Assert.Equal("b/p2|:redis=11069/TCP", Objects.Text(Plan(there, unreached)!.Subsets));
        Assert.Equal("p1|:redis=11069/TCP", Objects.Text(Plan(there, Local(Ready(Pod1)))!.Subsets));
    }

    [Theory]
    [InlineData("{ports: [{port: 1}]}", null, null)]
    [InlineData("{ports: [{port: 1}]}", "all()", null)]
    [InlineData("{ports: [{port: 1}]}", "federation = yes", "unexpected character = at 12")]
    [InlineData("{ports: [{port: 1}]}", " ", "is empty")]
    [InlineData("{selector: {app: redis}}", "all()", "the service has a selector")]
    public void Annotation_ThatCannotBeFollowed_IsRefusedWithItsReason(string spec, string? annotation, string? refused)
    {
        var service = annotation is null ? Objects.Service(spec) : Annotate(Objects.Service(spec), annotation);
        var asked = FederatedService.Of(service);
        Assert.Equal(annotation is null, asked is FederatedService.Not);
        Assert.Equal(refused is not null, asked is FederatedService.Refused r && r.Why.Contains(refused!, StringComparison.Ordinal));
    }

    private static V1Endpoints? Plan(V1Endpoints? there, params FederationSource[] sources) =>
        FederationPlan.For(Federated, Selector.Parse("federation == 'yes'"), sources, there);

    private static FederationSource Local(string subsets) => new(null, View(subsets));

    private static FederationSource Remote(string name, string subsets) => new(name, View(subsets));

    private static ClusterView View(string subsets) => new(new Dictionary<string, V1Service> { ["testdb"] = Objects.Service("{}") }, Endpoints(subsets));

    private static Dictionary<string, V1Endpoints> Endpoints(string subsets) => new() { ["testdb"] = Objects.Endpoints(subsets) };

    private static string Ready(string address) => $"[{{addresses: [{address}], ports: [{{name: redis, port: 11069, protocol: TCP}}]}}]";

    private static V1Service Annotate(V1Service service, string selector)
    {
        service.Metadata.Annotations = new Dictionary<string, string> { [FederatedService.Annotation] = selector };
        return service;
    }
}
