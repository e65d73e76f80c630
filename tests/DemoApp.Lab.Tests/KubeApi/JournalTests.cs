using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class JournalTests : IDisposable
{
    private static readonly ResourceType Maps = BuiltInTypes.ConfigMaps;
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("demoapp-journal-");

    private string Path => System.IO.Path.Combine(directory.FullName, "kubernetes.jsonl");

    public void Dispose() => directory.Delete(true);

    [Fact]
    public void Store_OpenedAgain_HasItsObjectsAndGoesOnCounting()
    {
        long version;
        using (var store = new ObjectStore(path: Path))
        {
            store.Create(Maps, Map("a", "1"));
            store.Create(Maps, Map("b", "1"));
            store.Update(Maps, "redis", "a", o => Changed(o, "2"));
            store.Update(Maps, "redis", "b", _ => null);
            version = store.Version;
        }

        using var again = new ObjectStore(path: Path);
        Assert.Equal("2", again.Find(Maps, "redis", "a")!.FieldText("data.k"));
        Assert.Null(again.Find(Maps, "redis", "b"));
        Assert.Equal(version, again.Version);
        Assert.True(again.Create(Maps, Map("c", "1")).ResourceVersion() > version);
    }

    [Fact]
    public void Store_OpenedAgain_RefusesToWatchWhatItNoLongerKnows()
    {
        using (var store = new ObjectStore(path: Path))
        {
            store.Create(Maps, Map("a", "1"));
            store.Update(Maps, "redis", "a", o => Changed(o, "2"));
        }

        using var again = new ObjectStore(path: Path);
        Assert.Equal(410, Assert.Throws<ApiError>(() => again.Subscribe(Maps, "redis", 1, out _, out _)).Code);
    }

    [Fact]
    public void Line_CutOffByACrash_IsLeftOut()
    {
        using (var store = new ObjectStore(path: Path))
        {
            store.Create(Maps, Map("a", "1"));
        }
        File.AppendAllText(Path, """{"v":9,"t":"/configmaps","k":"redis/x","o":{"metad""");

        using var again = new ObjectStore(path: Path);
        Assert.NotNull(again.Find(Maps, "redis", "a"));
        Assert.Null(again.Find(Maps, "redis", "x"));
        again.Create(Maps, Map("y", "1"));
    }

    [Fact]
    public void Journal_OfManyChangesOfOneObject_StaysShort()
    {
        using (var store = new ObjectStore(path: Path))
        {
            store.Create(Maps, Map("a", "0"));
            for (var i = 1; i <= 45_000; i++)
            {
                store.Update(Maps, "redis", "a", o => Changed(o, $"{i}"));
            }
        }

        Assert.InRange(File.ReadLines(Path).Count(), 1, 20_001);
        using var again = new ObjectStore(path: Path);
        Assert.Equal("45000", again.Find(Maps, "redis", "a")!.FieldText("data.k"));
    }

    private static JsonObject Map(string name, string value) =>
        Changed(new JsonObject { ["kind"] = "ConfigMap", ["apiVersion"] = "v1", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = "redis" } }, value);

    private static JsonObject Changed(JsonObject map, string value)
    {
        map["data"] = new JsonObject { ["k"] = value };
        return map;
    }
}
