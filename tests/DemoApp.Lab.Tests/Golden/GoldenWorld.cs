using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Golden;

/// <summary>A server in the state in which the recordings were made, as far as they tell it.</summary>
internal sealed class GoldenWorld : IAsyncDisposable
{
    private const string Rec = "/apis/app.redislabs.com/v1/namespaces/redis/redisenterpriseclusters";
    private static readonly string[] Identity = ["uid", "resourceVersion"];
    private const string Core = "/api/v1/namespaces/redis";

    private GoldenWorld(RunningApi api)
    {
        Api = api;
        Http = api.Http();
    }

    public RunningApi Api { get; }

    public HttpClient Http { get; }

    public static async Task<GoldenWorld> CreateAsync()
    {
        var world = new GoldenWorld(await RunningApi.StartAsync());
        try
        {
            await world.SeedAsync();
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Api.DisposeAsync();
    }

    public async Task<HttpResponseMessage> SendAsync(string method, string target, string body = "", string contentType = "application/json", string? authorization = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(Api.Address, target));
        if (body.Length > 0)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.Remove("Content-Type");
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task SeedAsync()
    {
        await PutAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"redis"}}""");
        await PutAsync("POST", "/apis/apiextensions.k8s.io/v1/customresourcedefinitions", Text("rec-crd.json"));
        await EstablishedAsync();
        await PutAsync("POST", "/api/v1/nodes", """{"metadata":{"name":"golden-node","labels":{"node-role.kubernetes.io/worker":""}}}""");
        await PutAsync("PATCH", "/api/v1/nodes/golden-node/status", Text("node-status.json"));
        await PutAsync("POST", Rec, """{"apiVersion":"app.redislabs.com/v1","kind":"RedisEnterpriseCluster","metadata":{"name":"demo-clustera","labels":{"app":"redis-enterprise"}},"spec":{"nodes":3,"redisEnterpriseImageSpec":{"repository":"redislabs/redis","versionTag":"7.22.0-28"}}}""");
        await PutAsync("PATCH", $"{Rec}/demo-clustera/status", """{"status":{"licenseStatus":{"expirationDate":"2099-01-01T00:00:00Z","licenseState":"Valid","shardsLimit":4},"specStatus":"Valid","state":"Running"}}""");
        for (var n = 0; n < 3; n++)
        {
            var pod = Text("pod.json").Replace("$N", $"{n}", StringComparison.Ordinal);
            await PutAsync("POST", $"{Core}/pods", pod);
            await PutAsync("PATCH", $"{Core}/pods/demo-clustera-{n}/status", Text("pod-status.json").Replace("$IP", $"10.244.0.1{n}", StringComparison.Ordinal));
        }
        await PutAsync("POST", $"{Core}/services", """{"metadata":{"name":"testdb","labels":{"app":"redis-enterprise","redis.io/bdb":"1"}},"spec":{"clusterIP":"10.96.10.10","ports":[{"name":"redis","port":12000,"targetPort":12000}],"type":"ClusterIP"}}""");
        await PutAsync("POST", $"{Core}/endpoints", """{"metadata":{"name":"testdb"},"subsets":[{"addresses":[{"ip":"10.244.0.10"},{"ip":"10.244.0.11"}],"ports":[{"name":"redis","port":12000}]}]}""");
        await PutAsync("POST", "/apis/discovery.k8s.io/v1/namespaces/redis/endpointslices", """{"metadata":{"name":"testdb-abc12","labels":{"kubernetes.io/service-name":"testdb"}},"addressType":"IPv4","endpoints":[{"addresses":["10.244.0.10"]}],"ports":[{"name":"redis","port":12000}]}""");
        await PutAsync("POST", $"{Core}/secrets", """{"metadata":{"name":"s1"},"data":{"password":"cHc=","username":"ZGVtb0ByZWRpc2xhYnMuY29t"}}""");
    }

    /// <summary>What a recording expects to be there beside the common state: made by the recorder's requests before it.</summary>
    public async Task PrepareAsync(string name)
    {
        var gone = name.StartsWith("delete-collection", StringComparison.Ordinal) || name.StartsWith("notfound-", StringComparison.Ordinal);
        var recs = gone || name is "create-rec" or "create-rec-fieldmanager" ? [] : new[] { "w1", "w2", "w4", "w6", "ap1" };
        foreach (var rec in recs.Where(r => !(r == "ap1" && name == "apply-rec-create")))
        {
            if (rec == "ap1")
            {
                await ApplyAsync(rec, "m1", name == "apply-rec-status" ? 5 : 3);
                continue;
            }
            await PutAsync("POST", $"{Rec}?fieldManager=m1", $$$"""{"apiVersion":"app.redislabs.com/v1","kind":"RedisEnterpriseCluster","metadata":{"name":"{{{rec}}}"},"spec":{"nodes":3{{{(rec == "w1" && name.StartsWith("patch-", StringComparison.Ordinal) && name != "patch-rec-json" ? ",\"clusterRecovery\":true" : "")}}}}}""");
        }
        if (name.StartsWith("delete-rec-", StringComparison.Ordinal))
        {
            await PutAsync("PATCH", $"{Rec}/w1", """{"metadata":{"finalizers":["golden.example.com/f"]}}""");
        }
        if (name is "delete-rec-finalizer-again" or "delete-rec-deleting-addfinalizer" or "delete-rec-deleting-get" or "delete-rec-finalizer-removed")
        {
            await PutAsync("DELETE", $"{Rec}/w1", "");
        }
        await PutAsync("POST", $"{Core}/pods", """{"metadata":{"name":"dp1"},"spec":{"nodeName":"golden-node","containers":[{"name":"a","image":"b"}]}}""");
        await PutAsync("POST", $"{Core}/pods", """{"metadata":{"name":"dp2"},"spec":{"containers":[{"name":"a","image":"b"}]}}""");
        if (name is "delete-pod-graceful-again" or "delete-pod-terminating-table")
        {
            await PutAsync("DELETE", $"{Core}/pods/dp1", "");
        }
        if (name is "delete-secret")
        {
            await PutAsync("POST", $"{Core}/secrets", """{"metadata":{"name":"sd"},"data":{"a":"Yg=="}}""");
        }
        if (name is "delete-svc")
        {
            await PutAsync("POST", $"{Core}/services", """{"metadata":{"name":"ap-svc"},"spec":{"ports":[{"name":"redis","port":12000}]}}""");
        }
    }

    /// <summary>The recorded body of a PUT with the uid and, unless it was stale, the version that the object has here.</summary>
    public async Task<string> CurrentAsync(GoldenCase golden)
    {
        using var answer = await SendAsync("GET", golden.Target.Split('?')[0].Replace("/status", "", StringComparison.Ordinal));
        if (JsonNode.Parse(golden.Body) is not JsonObject body || !answer.IsSuccessStatusCode || body["metadata"] is not JsonObject metadata)
        {
            return golden.Body;
        }
        var here = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["metadata"]!;
        foreach (var field in Identity.Where(metadata.ContainsKey))
        {
            var said = metadata[field]!.GetValue<string>();
            metadata[field] = field == "uid" ? here[field]!.DeepClone()
                : golden.Name.EndsWith("stale", StringComparison.Ordinal) ? "1"
                : said is "0" or "abc" ? said : here[field]!.DeepClone();
        }
        return body.ToJsonString();
    }

    private async Task ApplyAsync(string rec, string manager, int nodes)
    {
        var body = $$$"""{"apiVersion":"app.redislabs.com/v1","kind":"RedisEnterpriseCluster","metadata":{"name":"{{{rec}}}"},"spec":{"nodes":{{{nodes}}}}}""";
        using var answer = await SendAsync("PATCH", $"{Rec}/{rec}?fieldManager={manager}", body, "application/apply-patch+yaml");
        Assert.True(answer.IsSuccessStatusCode,
            $"apply {rec}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private async Task PutAsync(string method, string target, string body)
    {
        using var answer = await SendAsync(method, target, body, method == "PATCH" ? "application/merge-patch+json" : "application/json");
        Assert.True(answer.IsSuccessStatusCode, $"{method} {target}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    private async Task EstablishedAsync()
    {
        while (true)
        {
            using var answer = await SendAsync("GET", Rec);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(GoldenCase.Folder, "state", file));

    public static JsonNode? Parse(string text) => text.StartsWith('{') ? JsonNode.Parse(text) : null;
}
