using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Access;

public sealed class ReviewTests : IAsyncLifetime
{
    private const string Authorization = "/apis/authorization.k8s.io/v1/";
    private const string Authentication = "/apis/authentication.k8s.io/v1/";
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task SelfSubjectAccessReview_OfTheAdministrator_IsAnsweredAsAGenuineServerDoes() => Same(
        """{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","metadata":{"creationTimestamp":null},"spec":{"resourceAttributes":{"namespace":"redis","verb":"list","resource":"pods"}},"status":{"allowed":true}}""",
        await AskAsync(Authorization + "selfsubjectaccessreviews", """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","spec":{"resourceAttributes":{"namespace":"redis","verb":"list","resource":"pods"}}}"""));

    [Fact]
    public async Task SelfSubjectRulesReview_OfAUserWithoutRights_HoldsWhatEverybodyMay() => Same(
        """{"kind":"SelfSubjectRulesReview","apiVersion":"authorization.k8s.io/v1","metadata":{"creationTimestamp":null},"spec":{},"status":{"resourceRules":[{"verbs":["create"],"apiGroups":["authorization.k8s.io"],"resources":["selfsubjectaccessreviews","selfsubjectrulesreviews"]},{"verbs":["create"],"apiGroups":["authentication.k8s.io"],"resources":["selfsubjectreviews"]}],"nonResourceRules":[{"verbs":["get"],"nonResourceURLs":["/api","/api/*","/apis","/apis/*","/healthz","/livez","/openapi","/openapi/*","/readyz","/version","/version/"]},{"verbs":["get"],"nonResourceURLs":["/healthz","/livez","/readyz","/version","/version/"]}],"incomplete":false}}""",
        await AskAsync(Authorization + "selfsubjectrulesreviews", """{"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectRulesReview","spec":{"namespace":"redis"}}""", "limited"));

    [Fact]
    public async Task SubjectAccessReview_OfTheViewersGroup_NamesTheBinding()
    {
        var answer = await AskAsync(Authorization + "subjectaccessreviews",
            """{"spec":{"user":"v","groups":["workshop:viewers"],"resourceAttributes":{"namespace":"redis","verb":"get","resource":"pods","subresource":"log"}}}""");
        Same("""{"allowed":true,"reason":"RBAC: allowed by ClusterRoleBinding \"workshop:viewers\" of ClusterRole \"view\" to Group \"workshop:viewers\""}""", answer["status"]!);
        Same("""{"allowed":false}""", (await AskAsync(Authorization + "namespaces/redis/localsubjectaccessreviews",
            """{"spec":{"user":"v","resourceAttributes":{"namespace":"redis","verb":"get","resource":"pods"}}}"""))["status"]!);
        Assert.Equal("spec.resourceAttributes.namespace must match namespace: redis", (string?)(await AskAsync(Authorization + "namespaces/redis/localsubjectaccessreviews",
            """{"spec":{"user":"v","resourceAttributes":{"namespace":"default","verb":"get","resource":"pods"}}}"""))["message"]);
    }

    [Fact]
    public async Task TokenReview_GoodAndBad_SaysWhoseTokenItIs()
    {
        Same("""{"authenticated":true,"user":{"username":"viewer","uid":"viewer","groups":["workshop:viewers","system:authenticated"]},"audiences":["https://kubernetes.default.svc"]}""",
            (await AskAsync(Authentication + "tokenreviews", $$$"""{"spec":{"token":"{{{api.ViewerToken}}}"}}"""))["status"]!);
        Same("""{"kind":"TokenReview","apiVersion":"authentication.k8s.io/v1","metadata":{"creationTimestamp":null},"spec":{"token":"nope"},"status":{"user":{},"error":"invalid bearer token"}}""",
            await AskAsync(Authentication + "tokenreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenReview","spec":{"token":"nope"}}"""));
    }

    [Theory]
    [InlineData("PUT", "tokenreviews")]
    [InlineData("GET", "tokenreviews")]
    [InlineData("GET", "selfsubjectreviews")]
    public async Task Review_ByAnotherMethodThanPost_IsNotAllowed(string method, string review)
    {
        using var http = api.Http();
        using var request = new HttpRequestMessage(new HttpMethod(method), Authentication + review);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Same("""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the server does not allow this method on the requested resource","reason":"MethodNotAllowed","details":{},"code":405}""",
            (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!);
    }

    private async Task<JsonNode> AskAsync(string path, string question, string? impersonated = null)
    {
        using var http = api.Http();
        if (impersonated is not null)
        {
            http.DefaultRequestHeaders.Add("Impersonate-User", impersonated);
        }
        using var answer = await http.PostAsJsonAsync(path, JsonNode.Parse(question), TestContext.Current.CancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    private static void Same(string expected, JsonNode said) => Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), said.ToJsonString());
}
