using k8s;
using k8s.Autorest;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Fields;

/// <summary>Server-side apply as kubectl and KubernetesClient do it.</summary>
public sealed class FieldsKubectlTests : IAsyncLifetime
{
    private const string Port8443 = """
        apiVersion: v1
        kind: Service
        metadata: {name: testdb, namespace: redis}
        spec:
          ports: [{port: 12000, targetPort: 8443}]
        """;

    private const string Widget = """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: w1, namespace: redis}
        spec: {nodes: 3}
        """;

    private RunningApi api = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        await SaysAsync("apply -f -", "namespace/redis created", Samples.Namespace);
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Service_AppliedOnBothSides_ConflictsUntilForced()
    {
        await SaysAsync("apply -f -", "service/testdb created", Samples.Service);
        var (exit, text) = await api.KubectlAsync("apply --server-side --field-manager=other -f -", Port8443);
        Assert.Equal((1, true), (exit, text.StartsWith(
            "error: Apply failed with 1 conflict: conflict with \"kubectl-client-side-apply\" using v1: .spec.ports[port=12000,protocol=\"TCP\"].targetPort\nPlease review the fields above", StringComparison.Ordinal)));
        await SaysAsync("apply --server-side --field-manager=other --force-conflicts -f -", "service/testdb serverside-applied", Port8443);
        await SaysAsync("-n redis get svc testdb -o jsonpath={.spec.ports[0].targetPort}", "8443");
        await SaysAsync("-n redis get svc testdb -o yaml --show-managed-fields", "manager: other");
    }

    [Fact]
    public async Task Service_AppliedByServerAfterClient_MovesToOneApplier()
    {
        await SaysAsync("apply -f -", "service/testdb created", Samples.Service);
        await SaysAsync("apply --server-side -f -", "service/testdb serverside-applied", Samples.Service);
        Assert.DoesNotContain("kubectl-client-side-apply", (await api.KubectlAsync("-n redis get svc testdb -o yaml --show-managed-fields")).Text, StringComparison.Ordinal);
        await SaysAsync("apply --server-side -f -", "service/testdb serverside-applied", Samples.Service.Replace("ports: [{name: redis,", "ports: [{name: renamed,", StringComparison.Ordinal));
        await SaysAsync("-n redis get svc testdb -o jsonpath={.spec.ports[*].name}", "renamed");
        await SaysAsync("apply -f -", "service/testdb configured", Samples.Service);
        await SaysAsync("-n redis get svc testdb -o jsonpath={.spec.ports[*].name}", "redis");
    }

    [Fact]
    public async Task Definition_AndItsResource_AreAppliedByTheServer()
    {
        await SaysAsync("apply --server-side -f -", "customresourcedefinition.apiextensions.k8s.io/widgets.example.com serverside-applied", Samples.Definition);
        await SaysAsync("apply --server-side -f -", "widget.example.com/w1 serverside-applied", Widget);
        await SaysAsync("-n redis patch wd w1 --type merge -p {\"spec\":{\"nodes\":5}}", "patched");
        var (exit, text) = await api.KubectlAsync("apply --server-side -f -", Widget);
        Assert.Equal(1, exit);
        Assert.Contains("conflict with \"kubectl-patch\" using example.com/v1: .spec.nodes", text, StringComparison.Ordinal);
        await SaysAsync("apply --server-side --force-conflicts -f -", "serverside-applied", Widget);
        await SaysAsync("apply --server-side --dry-run=server -f -", "(server dry run)", Widget);
    }

    [Fact]
    public async Task KubernetesClient_Applies_AndIsToldOfConflicts()
    {
        using var client = api.Client();
        var body = new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = "c" }, Data = new Dictionary<string, string> { ["a"] = "1" } };
        var made = await client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch(body, V1Patch.PatchType.ApplyPatch), "c", "redis", fieldManager: "one", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(("one", "Apply"), (made.Metadata.ManagedFields[0].Manager, made.Metadata.ManagedFields[0].Operation));
        body.Data["a"] = "2";
        var refused = await Assert.ThrowsAsync<HttpOperationException>(() =>
            client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch(body, V1Patch.PatchType.ApplyPatch), "c", "redis", fieldManager: "two", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Contains("conflict with \\\"one\\\": .data.a", refused.Response.Content, StringComparison.Ordinal);
    }

    private async Task SaysAsync(string arguments, string expected, string? input = null)
    {
        var (exit, text) = await api.KubectlAsync(arguments, input);
        Assert.True(exit == 0 && text.Contains(expected, StringComparison.Ordinal), $"kubectl {arguments}: exit {exit}: {text}");
    }
}
