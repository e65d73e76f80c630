using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.Tests.KubeApi;
using k8s;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting.Apis;

public sealed class RemoteClusterApisTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Definition_OfCalico_IsUsed_AndTheLabsStandsAside()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client();
        Assert.Equal((RemoteClusterApi.Public, false), await RemoteClusterApis.FindAsync(client, Ct));
        var (group, version) = RemoteClusterApi.Stored;
        var calicos = LabManifests.Read<V1CustomResourceDefinition>("remote-cluster-crd.yaml", [("GROUP", group), ("VERSION", version)]);
        await client.ApiextensionsV1.CreateCustomResourceDefinitionAsync(calicos, cancellationToken: Ct);
        Assert.Equal(0, (await api.KubectlAsync("wait crd/remoteclusterconfigurations.crd.projectcalico.org --for=condition=Established")).Exit);

        Assert.Equal(RemoteClusterApi.Stored, await new LabObjects(client, "redis", "kind-a", TimeProvider.System).ApplyAsync(Ct));
        await new LabRemoteClusters(client, "redis", new Dictionary<string, string> { ["kind-b"] = "" }, RemoteClusterApi.Stored).ApplyAsync(Ct);
        Assert.Equal(
            "customresourcedefinition.apiextensions.k8s.io/remoteclusterconfigurations.crd.projectcalico.org\n",
            string.Join("", (await api.KubectlAsync("get crd -o name")).Text.Split('\n').Where(l => l.Contains("remotecluster", StringComparison.Ordinal)).Select(l => l + "\n")));
        Assert.Equal("remoteclusterconfiguration.crd.projectcalico.org/kind-b\n", (await api.KubectlAsync("get remoteclusterconfigurations -o name")).Text);
    }
}
