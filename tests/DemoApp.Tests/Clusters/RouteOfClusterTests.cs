using System.Text.Json;
using DemoApp.Clusters;
using Xunit;

namespace DemoApp.Tests.Clusters;

/// <summary>What a cluster's ConfigMap demoapp-route says, out of the API server's table.</summary>
public sealed class RouteOfClusterTests
{
    private static readonly ClusterConfig Config = new("demo-clustera", null, null, "redis", "demo-clustera", "testdb");

    [Theory]
    [InlineData("""{"service":"testdb-federated"}""", "testdb-federated")]
    [InlineData("""{"service":" no such thing"}""", " no such thing")]
    [InlineData("""{"other":"x"}""", "testdb")]
    [InlineData("null", "testdb")]
    public void Route_OfTheConfigMap_IsItsServiceVerbatim(string data, string expected) =>
        Assert.Equal(expected, RouteOf($$$"""[{"cells":["demoapp-route"],"object":{"metadata":{"name":"demoapp-route","resourceVersion":"7"},"data":{{{data}}} }}]"""));

    [Fact]
    public void Route_WithoutAConfigMap_IsTestdb() => Assert.Equal("testdb", RouteOf("[]"));

    [Fact]
    public void Route_NotListedYet_StaysWhatItWas() =>
        Assert.Equal("testdb-federated", Build(ClusterSnapshot.Unseen(Config) with { Route = "testdb-federated" }, KubernetesTable.Empty).Route);

    private static string? RouteOf(string rows) => Build(
        ClusterSnapshot.Unseen(Config),
        KubernetesTable.Read(JsonElement.Parse($$"""{"metadata":{"resourceVersion":"9"},"columnDefinitions":[{"name":"Name"}],"rows":{{rows}}}"""))).Route;

    private static ClusterSnapshot Build(ClusterSnapshot before, KubernetesTable routes) =>
        SnapshotBuilder.Build(before, Config, KubernetesTable.Empty, KubernetesTable.Empty, KubernetesTable.Empty, routes);
}
