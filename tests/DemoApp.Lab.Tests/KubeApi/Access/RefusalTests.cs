using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

/// <summary>Bodies as a genuine server of 1.32 sent them to a user without any rights.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string Rec = "/apis/app.redislabs.com/v1/namespaces/redis/redisenterpriseclusters/demo-clustera";
    private RunningApi api = null!;
    private HttpClient limited = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        limited = api.Http();
        limited.DefaultRequestHeaders.Add("Impersonate-User", "limited");
    }

    public ValueTask DisposeAsync()
    {
        limited.Dispose();
        return api.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/api/v1/pods",
        """{"message":"pods is forbidden: User \"limited\" cannot list resource \"pods\" in API group \"\" at the cluster scope","details":{"kind":"pods"}}""")]
    [InlineData("GET", "/api/v1/nodes",
        """{"message":"nodes is forbidden: User \"limited\" cannot list resource \"nodes\" in API group \"\" at the cluster scope","details":{"kind":"nodes"}}""")]
    [InlineData("DELETE", "/api/v1/namespaces/redis/services/testdb",
        """{"message":"services \"testdb\" is forbidden: User \"limited\" cannot delete resource \"services\" in API group \"\" in the namespace \"redis\"","details":{"name":"testdb","kind":"services"}}""")]
    [InlineData("DELETE", "/api/v1/namespaces/redis/pods",
        """{"message":"pods is forbidden: User \"limited\" cannot deletecollection resource \"pods\" in API group \"\" in the namespace \"redis\"","details":{"kind":"pods"}}""")]
    [InlineData("POST", "/api/v1/namespaces/redis/pods/demo-clustera-0/exec?command=ls",
        """{"message":"pods \"demo-clustera-0\" is forbidden: User \"limited\" cannot create resource \"pods/exec\" in API group \"\" in the namespace \"redis\"","details":{"name":"demo-clustera-0","kind":"pods"}}""")]
    [InlineData("GET", "/api/v1/namespaces/redis/pods/demo-clustera-0/exec?command=ls",
        """{"message":"pods \"demo-clustera-0\" is forbidden: User \"limited\" cannot get resource \"pods/exec\" in API group \"\" in the namespace \"redis\"","details":{"name":"demo-clustera-0","kind":"pods"}}""")]
    [InlineData("GET", Rec,
        """{"message":"redisenterpriseclusters.app.redislabs.com \"demo-clustera\" is forbidden: User \"limited\" cannot get resource \"redisenterpriseclusters\" in API group \"app.redislabs.com\" in the namespace \"redis\"","details":{"name":"demo-clustera","group":"app.redislabs.com","kind":"redisenterpriseclusters"}}""")]
    [InlineData("PATCH", Rec + "/status",
        """{"message":"redisenterpriseclusters.app.redislabs.com \"demo-clustera\" is forbidden: User \"limited\" cannot patch resource \"redisenterpriseclusters/status\" in API group \"app.redislabs.com\" in the namespace \"redis\"","details":{"name":"demo-clustera","group":"app.redislabs.com","kind":"redisenterpriseclusters"}}""")]
    [InlineData("GET", "/api/v1/namespaces/nope",
        """{"message":"namespaces \"nope\" is forbidden: User \"limited\" cannot get resource \"namespaces\" in API group \"\" in the namespace \"nope\"","details":{"name":"nope","kind":"namespaces"}}""")]
    [InlineData("GET", "/metrics", """{"message":"forbidden: User \"limited\" cannot get path \"/metrics\"","details":{}}""")]
    [InlineData("POST", "/nosuch", """{"message":"forbidden: User \"limited\" cannot post path \"/nosuch\"","details":{}}""")]
    [InlineData("GET", "/api/v1/namespaces/redis/frobs",
        """{"message":"frobs is forbidden: User \"limited\" cannot list resource \"frobs\" in API group \"\" in the namespace \"redis\"","details":{"kind":"frobs"}}""")]
    [InlineData("GET", "/api/v1/namespaces/redis/pods?watch=true",
        """{"message":"pods is forbidden: User \"limited\" cannot watch resource \"pods\" in API group \"\" in the namespace \"redis\"","details":{"kind":"pods"}}""")]
    public async Task Request_OfAUserWithoutRights_IsForbiddenInTheGenuineWords(string method, string path, string said)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        var expected = JsonNode.Parse(said)!;
        using var answer = await limited.SendAsync(request, TestContext.Current.CancellationToken);
        await SaysAsync(answer, 403, $$"""
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":{{expected["message"]!.ToJsonString()}},"reason":"Forbidden","details":{{expected["details"]!.ToJsonString()}},"code":403}
            """);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Request_OfAUserWithoutRights_MayDiscover()
    {
        Assert.Equal(HttpStatusCode.OK, (await limited.GetAsync(new Uri("/api", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await limited.GetAsync(new Uri("/version", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Theory]
    [InlineData("/api", 403, "forbidden: User \"system:anonymous\" cannot get path \"/api\"")]
    [InlineData("/api/v1/namespaces/redis/pods", 403,
        "pods is forbidden: User \"system:anonymous\" cannot list resource \"pods\" in API group \"\" in the namespace \"redis\"")]
    [InlineData("/healthz", 200, "ok")]
    [InlineData("/version", 200, "v1.32")]
    public async Task Request_WithoutToken_IsAnonymous(string path, int code, string message)
    {
        using var nobody = api.Http("");
        using var answer = await nobody.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, (int)answer.StatusCode);
        Assert.Contains(message, code == 403 ? JsonNode.Parse(text)!["message"]!.GetValue<string>() : text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_WithAWrongToken_IsUnauthorized()
    {
        using var wrong = api.Http("wrong");
        using var answer = await wrong.GetAsync(new Uri("/version", UriKind.Relative), TestContext.Current.CancellationToken);
        await SaysAsync(answer, 401, """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Unauthorized","reason":"Unauthorized","code":401}""");
        Assert.False(answer.Headers.Contains("WWW-Authenticate"));
    }

    [Fact]
    public async Task Impersonation_ByOneWhoMayNot_IsForbidden()
    {
        using var viewer = api.Http(api.ViewerToken);
        viewer.DefaultRequestHeaders.Add("Impersonate-User", "admin");
        using var answer = await viewer.GetAsync(new Uri("/api/v1/namespaces/redis/pods", UriKind.Relative), TestContext.Current.CancellationToken);
        await SaysAsync(answer, 403, """
            {"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"users \"admin\" is forbidden: User \"viewer\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope","reason":"Forbidden","details":{"name":"admin","kind":"users"},"code":403}
            """);
    }

    [Fact]
    public async Task Binding_OfARoleThatIsGone_IsNamedInTheRefusal()
    {
        await api.KubectlAsync("create clusterrolebinding lost --clusterrole=lost --user=limited");
        using var answer = await limited.GetAsync(new Uri("/api/v1/nodes", UriKind.Relative), TestContext.Current.CancellationToken);
        var message = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["message"]!.GetValue<string>();
        Assert.EndsWith("at the cluster scope: RBAC: clusterrole.rbac.authorization.k8s.io \"lost\" not found", message, StringComparison.Ordinal);
    }

    private static async Task SaysAsync(HttpResponseMessage answer, int code, string body)
    {
        Assert.Equal(code, (int)answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(JsonNode.Parse(body)!.ToJsonString(), JsonNode.Parse(text)!.ToJsonString());
    }
}
