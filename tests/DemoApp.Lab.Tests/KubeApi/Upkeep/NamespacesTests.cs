using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Upkeep;

public sealed class NamespacesTests : IAsyncLifetime
{
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.StartAsync(furnished: true, historyLength: 1000);

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Namespace_New_ComesWithItsAccountAndTheAuthority()
    {
        await api.SaysAsync("create ns n1", "namespace/n1 created");
        await api.SaysAsync("wait --for=create sa/default cm/kube-root-ca.crt -n n1 --timeout=30s", "serviceaccount/default condition met");
        await api.SaysAsync("get cm kube-root-ca.crt -n n1 -o jsonpath={.data}", "BEGIN CERTIFICATE");
        await api.SaysAsync("get cm kube-root-ca.crt -n kube-system -o name", "configmap/kube-root-ca.crt");
    }

    [Fact]
    public async Task Account_Deleted_ComesBack()
    {
        await api.SaysAsync("delete sa default -n kube-public", "serviceaccount \"default\" deleted");
        await api.SaysAsync("wait --for=create sa/default -n kube-public --timeout=30s", "condition met");
    }

    [Fact]
    public async Task Authority_WrittenOver_IsPutRight()
    {
        await api.SaysAsync("patch cm kube-root-ca.crt -n kube-public --type=merge -p {\"data\":{\"ca.crt\":\"mine\"}}", "patched");
        await api.ComesToSayAsync("get cm kube-root-ca.crt -n kube-public -o jsonpath={.data}",
            text => text.Contains("BEGIN", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Namespace_DeletedWhileAnObjectWaits_SaysWhatItWaitsFor()
    {
        await api.SaysAsync("create ns n2", "created");
        await api.SaysAsync("apply -f -", "configmap/held created",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"held","namespace":"n2","finalizers":["example.com/f"]}}""");
        await api.SaysAsync("delete ns n2 --wait=false", "namespace \"n2\" deleted");
        await api.ComesToSayAsync("get ns n2 -o jsonpath={.status.conditions[*].message}",
            text => text.Contains("example.com/f in 1 resource instances", StringComparison.Ordinal));
        await api.SaysAsync("get ns n2", "n2     Terminating");
        await api.FailsAsync("create cm late -n n2", "because it is being terminated");
        await api.SaysAsync("patch cm held -n n2 --type=merge -p {\"metadata\":{\"finalizers\":null}}", "configmap/held patched");
        await api.SaysAsync("wait --for=delete ns/n2 --timeout=30s", "");
        await api.FailsAsync("get ns n2", "namespaces \"n2\" not found");
    }

    [Fact]
    public async Task Server_ServiceOfItsOwn_LeadsToWhereItListens()
    {
        await api.SaysAsync("get svc kubernetes -n default", "kubernetes   ClusterIP   10.96.0.1    <none>        443/TCP");
        await api.SaysAsync("get endpoints kubernetes -n default", $"127.0.0.1:{api.Address.Port}");
        await api.SaysAsync("get endpointslices kubernetes -n default", $"{api.Address.Port}");
    }
}
