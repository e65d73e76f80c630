using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.Tests.Controllers.Services;
using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Federation;

/// <summary>Two API servers: the first federates, and knows the second as demo-clusterb.</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private const string Addresses =
        "-n redis get endpoints testdb-federated -o jsonpath={.subsets[*].addresses[*].ip}={.subsets[*].addresses[*].targetRef.name}";
    private const string Both = "10.244.0.4 10.244.1.4=demo-clustera-0 demo-clusterb/demo-clusterb-0";

    private RunningApi api = null!;
    private RunningApi other = null!;
    private ServiceControllers otherControllers = null!;
    private ServiceControllers controllers = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        (api, other) = (await RunningApi.StartAsync(), await RunningApi.StartAsync());
        await api.AddTestdbAsync("demo-clustera-0", "10.244.0.4");
        await other.AddTestdbAsync("demo-clusterb-0", "10.244.1.4");
        var (group, version) = RemoteClusterApi.Public;
        var definition = LabManifests.Text("remote-cluster-crd.yaml", ("GROUP", group), ("VERSION", version));
        foreach (var each in (RunningApi[])[api, other])
        {
            await each.DoAsync("apply -f -", definition);
            await each.DoAsync("wait --for=condition=Established crd/remoteclusterconfigurations.projectcalico.org --timeout=10s");
        }

        using var client = api.Client();
        var kubeconfig = await File.ReadAllTextAsync(other.Kubeconfig, Ct);
        await new LabRemoteClusters(client, "redis", new Dictionary<string, string> { ["demo-clusterb"] = kubeconfig }).ApplyAsync(Ct);
        (otherControllers, controllers) = (new(other), new(api));
    }

    public async ValueTask DisposeAsync()
    {
        await controllers.DisposeAsync();
        await otherControllers.DisposeAsync();
        await api.DisposeAsync();
        await other.DisposeAsync();
    }

    [Fact]
    public async Task Workshop_LabelledAppliedAndUnlabelled_FederatesTheServicesOfBothClusters()
    {
        await FederateAsync();
        var yaml = await api.DoAsync("get endpoints -n redis testdb-federated -o yaml");
        Assert.Contains("    federation.tigera.io/serviceSelector: federation == \"yes\"\n", yaml, StringComparison.Ordinal);
        Assert.Contains("      name: demo-clusterb/demo-clusterb-0\n", yaml, StringComparison.Ordinal);
        Assert.Contains("  ports:\n  - name: redis\n    port: 11069\n    protocol: TCP\n", yaml, StringComparison.Ordinal);

        await api.DoAsync("label svc -n redis testdb federation-");
        await api.SeesAsync(Addresses, "10.244.1.4=demo-clusterb/demo-clusterb-0");
        await other.DoAsync("label svc -n redis testdb federation-");
        await api.SeesAsync("-n redis get endpoints testdb-federated", text => text.Contains("<none>", StringComparison.Ordinal));
        await api.SeesAsync("-n redis get endpoints testdb-federated -o jsonpath={.subsets}", "");
    }

    [Fact]
    public async Task RemotePod_UnreadyThenReady_LeavesAndComesBack()
    {
        await FederateAsync();
        await other.ReadyAsync("demo-clusterb-0", "10.244.1.4", "False");
        await api.SeesAsync(Addresses, "10.244.0.4=demo-clustera-0");
        await api.SeesAsync("-n redis get endpoints testdb-federated -o jsonpath={.subsets[*].notReadyAddresses[*].ip}", "10.244.1.4");
        await other.ReadyAsync("demo-clusterb-0", "10.244.1.4", "True");
        await api.SeesAsync(Addresses, Both);
    }

    [Fact]
    public async Task Remote_Unreachable_KeepsItsAddressesUntilItsConfigurationIsDeleted()
    {
        await FederateAsync();
        await otherControllers.DisposeAsync();
        await other.DisposeAsync();
        other = await RunningApi.StartAsync();
        await controllers.DisposeAsync();
        controllers = new(api);
        await api.ReadyAsync("demo-clustera-0", "10.244.0.9", "True");
        await api.SeesAsync(Addresses, "10.244.0.9 10.244.1.4=demo-clustera-0 demo-clusterb/demo-clusterb-0");
        await api.DoAsync("delete remoteclusterconfiguration demo-clusterb");
        await api.SeesAsync(Addresses, "10.244.0.9=demo-clustera-0");
    }

    [Fact]
    public async Task Secret_WrongThenRight_ConnectsByWhatItSaysNow()
    {
        var right = await api.DoAsync("-n redis get secret remote-cluster-demo-clusterb -o jsonpath={.data.kubeconfig}");
        await SecretAsync("bm9uc2Vuc2U6IFs=");
        await controllers.DisposeAsync();
        controllers = new(api);
        await LabelAsync();
        await api.SeesAsync(Addresses, "10.244.0.4=demo-clustera-0");
        await SecretAsync(right);
        await api.SeesAsync(Addresses, Both);
    }

    [Theory]
    [InlineData("-n redis annotate svc testdb-federated federation.tigera.io/serviceSelector-")]
    [InlineData("-n redis delete svc testdb-federated")]
    [InlineData("-n redis annotate --overwrite svc testdb-federated federation.tigera.io/serviceSelector=federation=yes")]
    public async Task Federation_TakenBackOrSpoilt_DeletesTheEndpoints(string command)
    {
        await FederateAsync();
        await api.DoAsync(command);
        await api.SeesAsync("-n redis get endpoints testdb-federated -o name --ignore-not-found", "");
    }

    [Fact]
    public async Task Service_WithSelectorAndAnnotation_IsNotFederatedAndSaysWhy()
    {
        await FederateAsync();
        await api.DoAsync("-n redis patch svc testdb-federated --type=merge -p {\"spec\":{\"selector\":{\"redis.io/bdb-1\":\"1\"}}}");
        await api.SeesAsync(Addresses, "10.244.0.4=demo-clustera-0");
        await api.SeesAsync(
            "-n redis describe svc testdb-federated",
            text => text.Contains("NotFederated", StringComparison.Ordinal) && text.Contains("has a selector", StringComparison.Ordinal));
    }

    private Task SecretAsync(string kubeconfig) => api.DoAsync(
        $"-n redis patch secret remote-cluster-demo-clusterb --type=merge -p {{\"data\":{{\"kubeconfig\":\"{kubeconfig}\"}}}}");

    private async Task FederateAsync()
    {
        await LabelAsync();
        await api.SeesAsync(Addresses, Both);
    }

    private async Task LabelAsync()
    {
        await api.DoAsync("apply -f -", """
            apiVersion: v1
            kind: Service
            metadata:
              name: testdb-federated
              namespace: redis
              annotations: {federation.tigera.io/serviceSelector: 'federation == "yes"'}
            spec:
              ports: [{name: redis, port: 11069, protocol: TCP}]
            """);
        await api.DoAsync("label svc -n redis testdb federation=yes");
        await other.DoAsync("label svc -n redis testdb federation=yes");
    }
}
