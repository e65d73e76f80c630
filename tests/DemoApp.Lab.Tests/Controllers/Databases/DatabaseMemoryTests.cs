using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Databases;
using DemoApp.Lab.Tests.KubeApi;
using k8s;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Databases;

public sealed class DatabaseMemoryTests
{
    private static readonly DatabaseState Waiting = new(DatabasePhase.Awaiting, "demo-clustera-1");

    [Fact]
    public async Task Database_WrittenAndReadAgain_IsWhatItWas()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client();
        using var context = new Disposing(Contexts.Of(client, TimeProvider.System));
        var memory = new DatabaseMemory(context.Context);
        var rec = await OwnerAsync(client);

        Assert.Equal(DatabaseState.First, await memory.ReadAsync(rec.Uid(), Ct));
        await memory.WriteAsync(rec, new(DatabasePhase.Pending, null), Ct);
        await memory.WriteAsync(rec, Waiting, Ct);

        Assert.Equal(Waiting, await memory.ReadAsync(rec.Uid(), Ct));
        Assert.Equal(new DatabaseState(DatabasePhase.Awaiting, null), Waiting.Resumed);
        Assert.Equal(DatabaseState.First, await memory.ReadAsync("the uid of a rec created again", Ct));
        var (_, seen) = await api.KubectlAsync("get configmap demo-clustera-databases -n default -o jsonpath={.data}");
        Assert.Equal("""{"testdb.host":"demo-clustera-1","testdb.phase":"Awaiting"}""", seen);
    }

    [Fact]
    public async Task Database_EditedIntoNonsense_BeginsAnew()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client();
        using var context = new Disposing(Contexts.Of(client, TimeProvider.System));
        var memory = new DatabaseMemory(context.Context);
        var rec = await OwnerAsync(client);
        await memory.WriteAsync(rec, Waiting, Ct);

        await client.CoreV1.PatchNamespacedConfigMapAsync(
            Patches.Merge(new Dictionary<string, object> { ["data"] = new Dictionary<string, string> { ["testdb.phase"] = "42" } }),
            "demo-clustera-databases", "default", cancellationToken: Ct);

        Assert.Equal(DatabaseState.First, await memory.ReadAsync(rec.Uid(), Ct));
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Any object that exists may own it; one that does not would have it collected.</summary>
    private static async Task<V1ConfigMap> OwnerAsync(Kubernetes client)
    {
        var owner = await client.CoreV1.CreateNamespacedConfigMapAsync(
            new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "demo-clustera" } }, "default", cancellationToken: Ct);
        (owner.ApiVersion, owner.Kind) = ("v1", "ConfigMap");
        return owner;
    }

    private sealed record Disposing(ClusterContext Context) : IDisposable
    {
        public void Dispose() => Context.Events.Dispose();
    }
}
