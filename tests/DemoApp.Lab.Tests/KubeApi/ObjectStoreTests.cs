using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class ObjectStoreTests : IDisposable
{
    private static readonly ResourceType Pods = new("", "v1", "Pod", "pods", Namespaced: true);

    private readonly ObjectStore store = new(historyLength: 10);

    public void Dispose() => store.Dispose();

    [Fact]
    public void Create_OfWhatIsThere_IsRefusedInTheGenuineWords()
    {
        store.Create(Pods, Pod("a"));

        var error = Assert.Throws<ApiError>(() => store.Create(Pods, Pod("a")));

        Assert.Equal(409, error.Code);
        Assert.Equal("pods \"a\" already exists", error.Message);
    }

    [Fact]
    public void Update_ThatChangesNothing_KeepsTheVersion()
    {
        var created = store.Create(Pods, Pod("a"));

        var updated = store.Update(Pods, "redis", "a", o => o);

        Assert.Equal(created.ResourceVersion(), updated.ResourceVersion());
        Assert.Equal(created.ResourceVersion(), store.Version);
    }

    [Fact]
    public void Subscribe_FromAVersion_SeesEveryLaterChangeOnceAndInOrder()
    {
        var since = store.Create(Pods, Pod("a")).ResourceVersion();
        store.Create(Pods, Pod("b"));
        store.Update(Pods, "redis", "a", _ => null);

        var reader = store.Subscribe(Pods, "redis", since, out var existing, out _);
        store.Create(Pods, Pod("c"));

        Assert.Empty(existing);
        Assert.Equal(["Added b", "Deleted a", "Added c"], Read(reader));
    }

    [Fact]
    public void Subscribe_FromAForgottenVersion_IsExpired()
    {
        var since = store.Create(Pods, Pod("first")).ResourceVersion();
        for (var i = 0; i < 20; i++)
        {
            store.Create(Pods, Pod($"pod-{i}"));
        }

        var error = Assert.Throws<ApiError>(() => store.Subscribe(Pods, "redis", since, out _, out _));

        Assert.Equal(410, error.Code);
        Assert.StartsWith($"too old resource version: {since} (", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unsubscribe_EndsWhatTheReaderSees()
    {
        var reader = store.Subscribe(Pods, "redis", null, out _, out _);
        store.Unsubscribe(reader);

        store.Create(Pods, Pod("a"));

        Assert.Empty(Read(reader));
    }

    private static JsonObject Pod(string name) =>
        new() { ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "redis" } };

    private static List<string> Read(System.Threading.Channels.ChannelReader<Change> reader)
    {
        var seen = new List<string>();
        while (reader.TryRead(out var change))
        {
            seen.Add($"{change.Type} {change.Object.Name()}");
        }
        return seen;
    }
}
