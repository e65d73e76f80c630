using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Services;

public sealed class ServiceControllersTests : IAsyncLifetime
{
    private RunningApi api = null!;
    private ServiceControllers controllers = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await api.AddTestdbAsync("p1", "10.244.0.4");
        controllers = new(api);
    }

    public async ValueTask DisposeAsync()
    {
        await controllers.DisposeAsync();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Describe_ThroughAnOutage_ShowsTheEndpointsOfTheSlices()
    {
        await DescribesAsync("10.244.0.4:11069");
        await api.ReadyAsync("p1", "10.244.0.4", "False");
        await DescribesAsync("");
        await api.SeesAsync("-n redis get endpoints testdb -o jsonpath={.subsets[*].notReadyAddresses[*].ip}", "10.244.0.4");
        await api.ReadyAsync("p1", "10.244.0.5", "True");
        await DescribesAsync("10.244.0.5:11069");
        await api.SeesAsync("-n redis get endpointslices -o jsonpath={.items[*].endpoints[*].addresses[*]}", "10.244.0.5");
    }

    [Fact]
    public async Task Service_Deleted_TakesItsEndpointsAndSlices()
    {
        await DescribesAsync("10.244.0.4:11069");
        await api.DoAsync("-n redis delete svc testdb");
        await api.SeesAsync("-n redis get endpoints,endpointslices -o name", "");
    }

    [Fact]
    public async Task Endpoints_MadeByHandForAServiceWithoutSelector_AreMirrored()
    {
        await api.DoAsync("apply -f -", """
            apiVersion: v1
            kind: Endpoints
            metadata: {name: outside, namespace: redis}
            subsets: [{addresses: [{ip: 192.0.2.7}], ports: [{name: redis, port: 6379}]}]
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: outside, namespace: redis}
            spec:
              ports: [{name: redis, port: 6379}]
            """);
        const string managers = "-n redis get endpointslices -l kubernetes.io/service-name=outside -o jsonpath={.items[*].metadata.labels['endpointslice\\.kubernetes\\.io/managed-by']}";
        await api.SeesAsync(managers, "endpointslicemirroring-controller.k8s.io");
        await api.SeesAsync("-n redis describe svc outside", text => text.Contains("192.0.2.7:6379", StringComparison.Ordinal));
        await api.DoAsync("-n redis delete endpoints outside");
        await api.SeesAsync(managers, "");
    }

    private Task DescribesAsync(string endpoints) => api.SeesAsync(
        "-n redis describe svc testdb",
        text => text.Split('\n').Single(l => l.StartsWith("Endpoints:", StringComparison.Ordinal))["Endpoints:".Length..].Trim() == endpoints);
}
