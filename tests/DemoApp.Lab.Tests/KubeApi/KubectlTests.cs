using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class KubectlTests : IAsyncLifetime
{
    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await SaysAsync("apply -f -", "namespace/redis created", Samples.Namespace);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task CustomResource_FromDefinitionToTable_IsPrintedByItsOwnColumns()
    {
        await DefineAsync();
        await SaysAsync("apply -f -", "widget.example.com/w1 created", Samples.Widget);
        await SaysAsync("-n redis get wd", "NAME   NODES   STATE   AGE");
        await SaysAsync("-n redis get wd w1 -o jsonpath={.spec.nodes}", "3");
        await SaysAsync("apply -f -", "widget.example.com/w1 unchanged", Samples.Widget);
    }

    [Fact]
    public async Task CustomResource_Patched_GoesTheWayOfTheWorkshop()
    {
        await DefineAsync();
        await SaysAsync("apply -f -", "created", Samples.Widget);
        await SaysAsync("-n redis patch wd w1 --type merge --patch {\"spec\":{\"nodes\":5}}", "widget.example.com/w1 patched");
        await SaysAsync("-n redis patch wd w1 --type json -p [{\"op\":\"replace\",\"path\":\"/spec/nodes\",\"value\":7}]", "patched");
        await SaysAsync("-n redis patch wd w1 --subresource=status --type merge -p {\"status\":{\"state\":\"Running\"}}", "patched");
        await SaysAsync("-n redis get wd w1 --no-headers", "w1    7     Running");
        await FailsAsync("-n redis patch wd w1 -p {\"spec\":{\"nodes\":5}}", "is not supported by example.com/v1");
        await FailsAsync("-n redis patch wd w1 --type merge -p {\"spec\":{\"nodes\":\"x\"}}", "spec.nodes in body must be of type integer");
        await SaysAsync("-n redis get wd w1 -o jsonpath={.metadata.generation}", "3");
    }

    [Fact]
    public async Task Pods_ListedDescribedSelectedDeleted_AnswerAsKubectlExpects()
    {
        await SaysAsync("apply -f -", "pod/p1 created", Samples.Pod);
        await SaysAsync("-n redis get pods", "NAME   READY   STATUS    RESTARTS   AGE");
        await SaysAsync("-n redis get pods -o wide", "node-1");
        await SaysAsync("-n redis get pods -l app=redis,tier!=x --field-selector=spec.nodeName=node-1 -o name", "pod/p1");
        await SaysAsync("-n redis get pods -l app=other", "No resources found");
        await SaysAsync("-n redis label pod p1 federation=yes", "pod/p1 labeled");
        await SaysAsync("-n redis describe pod p1", "federation=yes");
        await SaysAsync("-n redis delete pod p1 --grace-period=0 --force", "force deleted");
        await FailsAsync("-n redis get pod p1", "Error from server (NotFound): pods \"p1\" not found");
    }

    [Fact]
    public async Task Service_Applied_GetsAnAddressAndKeepsItsDefaults()
    {
        await SaysAsync("apply -f -", "service/testdb created", Samples.Service);
        await SaysAsync("-n redis get svc testdb", "12000/TCP");
        await SaysAsync("-n redis patch svc testdb -p {\"spec\":{\"ports\":[{\"port\":12000,\"targetPort\":8443}]}}", "service/testdb patched");
        await SaysAsync("-n redis get svc testdb -o jsonpath={.spec.ports[0].name}/{.spec.ports[0].targetPort}", "redis/8443");
        await SaysAsync("-n redis delete svc testdb", "service \"testdb\" deleted");
    }

    /// <summary>kubectl sends these as protobuf since 1.32.</summary>
    [Fact]
    public async Task TypedCreates_SentAsProtobuf_AreRead()
    {
        await SaysAsync("create namespace extra", "namespace/extra created");
        await SaysAsync("-n extra create configmap c --from-literal=k=v", "configmap/c created");
        await SaysAsync("-n extra get cm c -o jsonpath={.data.k}", "v");
        await SaysAsync("-n extra create secret generic s --from-literal=password=x", "secret/s created");
        await SaysAsync("-n extra get secret s -o jsonpath={.type}/{.data.password}", "Opaque/eA==");
        await SaysAsync("-n extra create serviceaccount robot", "serviceaccount/robot created");
        await FailsAsync("create namespace extra", "namespaces \"extra\" already exists");
    }

    [Fact]
    public async Task Namespace_Deleted_TakesWhatIsInIt()
    {
        await SaysAsync("apply -f -", "service/testdb created", Samples.Service);
        await SaysAsync("delete ns redis", "namespace \"redis\" deleted");
        await FailsAsync("-n redis get svc testdb", "namespaces \"redis\" not found");
    }

    [Fact]
    public async Task Discovery_AskedByKubectl_NamesKindsAndExplainsThem()
    {
        await DefineAsync();
        await SaysAsync("api-resources", "widgets                      wd");
        await SaysAsync("api-versions", "example.com/v1");
        await SaysAsync("explain widget.spec.nodes", "FIELD: nodes <integer>");
        await SaysAsync("version", "Server Version: v1.32");
    }

    private async Task DefineAsync()
    {
        await SaysAsync("apply -f -", "created", Samples.Definition);
        await SaysAsync("wait --for=condition=Established crd/widgets.example.com --timeout=10s", "condition met");
    }

    private async Task SaysAsync(string arguments, string expected, string? input = null)
    {
        var (exit, text) = await api.KubectlAsync(arguments, input);
        Assert.True(exit == 0 && text.Contains(expected, StringComparison.Ordinal), $"kubectl {arguments} (exit {exit}) should say '{expected}', said: {text}");
    }

    private async Task FailsAsync(string arguments, string expected)
    {
        var (exit, text) = await api.KubectlAsync(arguments);
        Assert.True(exit != 0 && text.Contains(expected, StringComparison.Ordinal), $"kubectl {arguments} (exit {exit}) should fail with '{expected}', said: {text}");
    }
}
