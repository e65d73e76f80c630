using System.Text.Json;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class ServiceAddressTests : IAsyncLifetime
{
    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync(furnished: true);
        await api.SaysAsync("apply -f -", "namespace/redis created", Samples.Namespace);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Address_TakenOrOutOfRange_IsRefusedWithTheGenuineWords()
    {
        await api.FailsAsync("create service clusterip a --tcp=80 --clusterip=10.96.0.1",
            "failed to allocate IP 10.96.0.1: provided IP is already allocated");
        await api.FailsAsync(
            "create service clusterip a --tcp=80 --clusterip=1.2.3.4",
            "spec.clusterIPs: Invalid value: []string{\"1.2.3.4\"}: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range.");
        await api.SaysAsync("create service nodeport b --tcp=80 --node-port=30080", "service/b created");
        await api.FailsAsync("create service nodeport c --tcp=80 --node-port=30080",
            "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated");
        await api.FailsAsync("create service nodeport c --tcp=80 --node-port=80", "The range of valid ports is 30000-32767");
    }

    [Fact]
    public async Task Services_MadeAllAtOnce_ShareNoAddressAndNoPort()
    {
        using var http = api.Http();
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async n =>
        {
            var body = $$$"""{"metadata":{"name":"s{{{n}}}"},"spec":{"type":"NodePort","ports":[{"port":80}]}}""";
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync(new Uri("/api/v1/namespaces/redis/services", UriKind.Relative), content,
                TestContext.Current.CancellationToken);
            Assert.Equal(201, (int)answer.StatusCode);
        }));
        using var list = JsonDocument.Parse(await http.GetStringAsync(
            new Uri("/api/v1/namespaces/redis/services", UriKind.Relative), TestContext.Current.CancellationToken));
        var specs = list.RootElement.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("spec")).ToList();
        var ports = specs.Where(s => s.GetProperty("type").GetString() == "NodePort")
            .Select(s => s.GetProperty("ports")[0].GetProperty("nodePort").GetInt32());
        Assert.Equal(40, specs.Select(s => s.GetProperty("clusterIP").GetString()).Distinct().Count());
        Assert.Equal(40, ports.Distinct().Count());
    }

    [Fact]
    public async Task Service_OfAnotherType_GivesBackWhatOnlyTheFirstHad()
    {
        await api.SaysAsync("create service nodeport s --tcp=80", "created");
        await api.SaysAsync("patch svc s -p {\"spec\":{\"type\":\"ClusterIP\"}}", "patched");
        await api.SaysAsync("get svc s -o jsonpath=[{.spec.ports[0].nodePort}{.spec.externalTrafficPolicy}]", "[]");
        await api.SaysAsync("patch svc s -p {\"spec\":{\"type\":\"ExternalName\",\"externalName\":\"a.b\"}}", "patched");
        await api.SaysAsync("get svc s -o jsonpath=[{.spec.clusterIP}{.spec.ipFamilies}]", "[]");
    }
}
