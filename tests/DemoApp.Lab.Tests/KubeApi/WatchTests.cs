using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi;

public sealed class WatchTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private RunningApi api = null!;
    private HttpClient http = null!;

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        http = api.Http();
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await api.DisposeAsync();
    }

    [Fact]
    public async Task Watch_FromAVersion_BringsEveryLaterChangeOnce()
    {
        var version = await PutAsync("before", "1");
        await PutAsync("a", "1");
        await http.DeleteAsync($"{ConfigMaps}/a", End);

        var events = await EventsAsync($"{ConfigMaps}?watch=true&resourceVersion={version}&timeoutSeconds=1");

        Assert.Equal(["ADDED a", "DELETED a"], events);
    }

    [Fact]
    public async Task Watch_WithoutAVersion_BringsWhatIsThereFirst()
    {
        await PutAsync("a", "1");
        Assert.Equal(["ADDED a"], await EventsAsync($"{ConfigMaps}?watch=true&timeoutSeconds=1"));
    }

    [Fact]
    public async Task Watch_OfASelector_AddsWhatEntersAndDeletesWhatLeaves()
    {
        var version = await PutAsync("a", "1");
        await LabelAsync("a", "\"yes\"");
        await LabelAsync("a", "null");

        var events = await EventsAsync($"{ConfigMaps}?watch=true&resourceVersion={version}&labelSelector=on%3Dyes&timeoutSeconds=1");

        Assert.Equal(["ADDED a", "DELETED a"], events);
    }

    [Fact]
    public async Task Watch_FromAVersionNoLongerKept_SaysExpiredInTheStream()
    {
        var version = await PutAsync("first", "1");
        for (var i = 0; i < 25; i++)
        {
            await PutAsync($"later-{i}", "1");
        }

        var line = Assert.Single(await LinesAsync($"{ConfigMaps}?watch=true&resourceVersion={version}"));
        Assert.Equal("ERROR 410 Expired", $"{line["type"]} {line["object"]!["code"]} {line["object"]!["reason"]}");
    }

    [Fact]
    public async Task Watch_AskedForInitialEvents_MarksTheirEnd()
    {
        var events = await LinesAsync($"{ConfigMaps}?watch=true&resourceVersion=0&timeoutSeconds=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan");
        Assert.Equal("true", events[^1]["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]!.GetValue<string>());

        using var answer = await http.GetAsync($"{ConfigMaps}?watch=true&resourceVersion=abc", End);
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
    }

    [Fact]
    public async Task KubernetesClient_ListsWatchesAndPatches()
    {
        using var client = api.Client();
        await client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new() { Name = "a" }, Data = new Dictionary<string, string> { ["k"] = "1" } }, "default", cancellationToken: End);
        var list = await client.CoreV1.ListNamespacedConfigMapAsync("default", cancellationToken: End);
        await client.CoreV1.PatchNamespacedConfigMapAsync(new V1Patch("""{"data":{"k":"2"}}""", V1Patch.PatchType.StrategicMergePatch), "a", "default", cancellationToken: End);

        await foreach (var (type, item) in client.CoreV1.WatchListNamespacedConfigMapAsync("default", resourceVersion: list.ResourceVersion(), cancellationToken: End))
        {
            Assert.Equal((WatchEventType.Modified, "2"), (type, item.Data["k"]));
            break;
        }
    }

    [Fact]
    public async Task Anyone_WithoutTheToken_IsRefused()
    {
        http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(ConfigMaps, End)).StatusCode);
        http.DefaultRequestHeaders.Authorization = new("Bearer", "wrong");
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync(ConfigMaps, End)).StatusCode);
    }

    private async Task<string> PutAsync(string name, string value)
    {
        var body = $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"},"data":{"k":"{{{value}}}"} }""";
        using var answer = await http.PostAsync(ConfigMaps, new StringContent(body, Encoding.UTF8, "application/json"), End);
        var created = JsonNode.Parse(await answer.Content.ReadAsStringAsync(End))!;
        Assert.True(answer.IsSuccessStatusCode, created.ToJsonString());
        return created["metadata"]!["resourceVersion"]!.GetValue<string>();
    }

    private async Task LabelAsync(string name, string value)
    {
        var body = $$$"""{"metadata":{"labels":{"on":{{{value}}} } } }""";
        using var answer = await http.PatchAsync($"{ConfigMaps}/{name}", new StringContent(body, Encoding.UTF8, "application/merge-patch+json"), End);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private async Task<List<string>> EventsAsync(string address) =>
        [.. (await LinesAsync(address)).Select(e => $"{e["type"]} {e["object"]!["metadata"]!["name"]}")];

    private async Task<List<JsonNode>> LinesAsync(string address)
    {
        var text = await http.GetStringAsync(address, End);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!)];
    }
}
