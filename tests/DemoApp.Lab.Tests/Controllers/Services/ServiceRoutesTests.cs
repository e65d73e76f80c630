using DemoApp.Lab.Controllers.Services;
using DemoApp.Lab.Controllers.Services.Slices;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Services;

public sealed class ServiceRoutesTests
{
    [Theory]
    [InlineData("10.244.0.1", "p1 ready", "p2 unready", "p3 ending")]
    [InlineData("10.244.0.3", "p2 unready", "p3 ending")]
    [InlineData("", "p2 unready")]
    [InlineData("")]
    public void Route_ForPods_TakesReadyOnesElseThoseThatStillServe(string expected, params string[] pods)
    {
        var service = Objects.Service("{clusterIP: 10.96.0.10, selector: {app: redis}, ports: [{name: redis, port: 80, targetPort: 11069}]}");
        var slices = ServiceSlices.Plan(service, pods.Select(p => Objects.Pod(p.Split(' ')[0], p.Split(' ')[1])), []).Create;
        var route = Assert.Single(ServiceRoutes.Of(service, slices));
        Assert.Equal(("testdb", "redis", 80), (route.Service, route.PortName, route.Port));
        Assert.Equal(expected.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(ip => (ip, 11069)), route.Backends);
    }

    [Fact]
    public void Route_OfAHeadlessService_IsNone() => Assert.Empty(ServiceRoutes.Of(Objects.Service("{clusterIP: None, ports: [{port: 80}]}"), []));
}
