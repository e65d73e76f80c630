using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Fields;

/// <summary>Over HTTP, against what a genuine server answered to the same requests.</summary>
public sealed partial class FieldsHttpTests : IAsyncLifetime
{
    private const string Widgets = "/apis/example.com/v1/namespaces/redis/widgets";
    private const string Services = "/api/v1/namespaces/redis/services";
    private const string Apply = "application/apply-patch+yaml";
    private const string Merge = "application/merge-patch+json";
    private RunningApi api = null!;
    private HttpClient http = null!;

    public async ValueTask InitializeAsync()
    {
        api = await RunningApi.StartAsync();
        http = api.Http();
        http.DefaultRequestHeaders.UserAgent.ParseAdd("golden/1.0");
        await api.KubectlAsync("apply -f -", Samples.Namespace);
        await api.KubectlAsync("apply -f -", Samples.Definition);
    }

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return api.DisposeAsync();
    }

    [Fact]
    public async Task Widget_AppliedByThree_AnswersAsRecorded()
    {
        await SaysAsync(HttpStatusCode.Created, Patch($"{Widgets}/ap1?fieldManager=m1&force=false", Apply, Widget("""{"nodes":5}""")),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:nodes":{}}},"manager":"m1","operation":"Apply","time":"T"}]""");
        await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/ap1?fieldManager=m1", Apply, Widget("""{"nodes":5}""")),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:nodes":{}}},"manager":"m1","operation":"Apply","time":"T"}]""");
        await SaysAsync(HttpStatusCode.Conflict, Patch($"{Widgets}/ap1?fieldManager=m2", Apply, Widget("""{"nodes":7}""")),
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Apply failed with 1 conflict: conflict with \"m1\": .spec.nodes","reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"m1\"","field":".spec.nodes"}]},"code":409}""");
        await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/ap1?fieldManager=m2&force=true", Apply, Widget("""{"nodes":7}""")),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:nodes":{}}},"manager":"m2","operation":"Apply","time":"T"}]""");
        await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/ap1/status?fieldManager=m3&force=true", Apply, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"ap1"},"spec":{},"status":{"state":"Running"}}"""),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:nodes":{}}},"manager":"m2","operation":"Apply","time":"T"},{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:status":{"f:state":{}}},"manager":"m3","operation":"Apply","subresource":"status","time":"T"}]""");
        var last = await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/ap1?fieldManager=m2", Apply, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"ap1"}}"""),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:status":{"f:state":{}}},"manager":"m3","operation":"Apply","subresource":"status","time":"T"}]""");
        Assert.Null(last["spec"]);
        Assert.Equal(3, last["metadata"]!["generation"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("?fieldManager=m2&force=true", Apply, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"ap1"},"spec":{"nodes":5,"nosuch":1}}""", 500,
        """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"failed to create typed patch object (/ap1; example.com/v1, Kind=Widget): .spec.nosuch: field not declared in schema","code":500}""")]
    [InlineData("?fieldManager=m2&force=true", Apply, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"ap1","managedFields":[{}]},"spec":{"nodes":5}}""", 400,
        """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"metadata.managedFields must be nil","reason":"BadRequest","code":400}""")]
    [InlineData("?fieldManager=m3", "application/apply-patch+json", "{}", 415,
        """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml","reason":"UnsupportedMediaType","code":415}""")]
    [InlineData("", Apply, "{}", 422,
        """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch","reason":"Invalid","details":{"group":"meta.k8s.io","kind":"PatchOptions","causes":[{"reason":"FieldValueRequired","message":"Required value: is required for apply patch","field":"fieldManager"}]},"code":422}""")]
    public async Task Apply_ThatCannotBe_IsRefusedInTheGenuineWords(string query, string type, string body, int code, string expected) =>
        await SaysAsync((HttpStatusCode)code, Patch($"{Widgets}/ap1{query}", type, body), expected);

    [Fact]
    public async Task FieldManager_TooLong_IsRefused()
    {
        using var request = Request(HttpMethod.Post, $"{Widgets}?fieldManager={new string('x', 129)}", "application/json", Widget("{}"));
        await SaysAsync(HttpStatusCode.UnprocessableEntity, request,
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"CreateOptions.meta.k8s.io \"\" is invalid: fieldManager: Too long: may not be more than 128 bytes","reason":"Invalid","details":{"group":"meta.k8s.io","kind":"CreateOptions","causes":[{"reason":"FieldValueTooLong","message":"Too long: may not be more than 128 bytes","field":"fieldManager"}]},"code":422}""");
    }

    [Fact]
    public async Task Service_AppliedInYaml_OwnsItsPortByKey_AndConflictsOnItsName()
    {
        await SaysAsync(HttpStatusCode.Created, Patch($"{Services}/ap-svc?fieldManager=m1", Apply, "apiVersion: v1\nkind: Service\nmetadata:\n  name: ap-svc\nspec:\n  ports:\n  - name: redis\n    port: 12000\n"),
            """[{"manager":"m1","operation":"Apply","apiVersion":"v1","time":"T","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{"f:ports":{"k:{\"port\":12000,\"protocol\":\"TCP\"}":{".":{},"f:name":{},"f:port":{}}}}}}]""");
        await SaysAsync(HttpStatusCode.Conflict, Patch($"{Services}/ap-svc?fieldManager=m2", Apply, """{"apiVersion":"v1","kind":"Service","metadata":{"name":"ap-svc"},"spec":{"ports":[{"name":"other","port":12000}]}}"""),
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Apply failed with 1 conflict: conflict with \"m1\": .spec.ports[port=12000,protocol=\"TCP\"].name","reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"m1\"","field":".spec.ports[port=12000,protocol=\"TCP\"].name"}]},"code":409}""");
    }

    [Fact]
    public async Task Widget_CreatedAndPatched_HasAnEntryForEachWayOfWriting()
    {
        using var create = Request(HttpMethod.Post, Widgets, "application/json", """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"nodes":4}}""");
        await SaysAsync(HttpStatusCode.Created, create,
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{".":{},"f:nodes":{}}},"manager":"golden","operation":"Update","time":"T"}]""");
        var labelled = await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/w/status", Merge, """{"metadata":{"labels":{"viastatus":"x"}},"status":{"state":"Running"}}"""),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{".":{},"f:nodes":{}}},"manager":"golden","operation":"Update","time":"T"},{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:metadata":{"f:labels":{".":{},"f:viastatus":{}}},"f:status":{".":{},"f:state":{}}},"manager":"golden","operation":"Update","subresource":"status","time":"T"}]""");
        var same = await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/w?fieldManager=other", Merge, """{"spec":{"nodes":4}}"""), labelled["metadata"]!["managedFields"]!.ToJsonString());
        Assert.Equal(labelled["metadata"]!["resourceVersion"]!.ToString(), same["metadata"]!["resourceVersion"]!.ToString());
        var reset = await SaysAsync(HttpStatusCode.OK, Patch($"{Widgets}/w", Merge, """{"metadata":{"managedFields":[{}]}}"""), null);
        Assert.Null(reset["metadata"]!["managedFields"]);
        await SaysAsync(HttpStatusCode.Conflict, Patch($"{Widgets}/w?fieldManager=m1", Apply, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"w"},"spec":{"nodes":5}}"""),
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"Apply failed with 1 conflict: conflict with \"before-first-apply\" using example.com/v1: .spec.nodes","reason":"Conflict","details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"before-first-apply\" using example.com/v1","field":".spec.nodes"}]},"code":409}""");
    }

    [Fact]
    public async Task Apply_AsADryRun_StoresNothing()
    {
        await SaysAsync(HttpStatusCode.Created, Patch($"{Widgets}/dry?fieldManager=m1&dryRun=All", Apply, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"dry"},"spec":{}}"""),
            """[{"apiVersion":"example.com/v1","fieldsType":"FieldsV1","fieldsV1":{"f:spec":{}},"manager":"m1","operation":"Apply","time":"T"}]""");
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync(new Uri($"{Widgets}/dry", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
    }

    private static string Widget(string spec) => $$$"""{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"ap1"},"spec":{{{spec}}}}""";

    private static HttpRequestMessage Patch(string path, string type, string body) => Request(HttpMethod.Patch, path, type, body);

    private static HttpRequestMessage Request(HttpMethod method, string path, string type, string body) =>
        new(method, new Uri(path, UriKind.Relative)) { Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue(type)) };

    /// <summary>Sends; the answer must have these managedFields (a list), or be this object, but for times. Null: not looked at.</summary>
    private async Task<JsonObject> SaysAsync(HttpStatusCode code, HttpRequestMessage request, string? expected)
    {
        var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(code == response.StatusCode, text);
        var body = (JsonObject)JsonNode.Parse(text)!;
        if (expected is not null)
        {
            var actual = expected[0] == '[' ? body["metadata"]!["managedFields"] : body;
            Assert.Equal(Plain(JsonNode.Parse(expected)), Plain(actual));
        }
        return body;
    }

    private static string Plain(JsonNode? node) => Time().Replace(node?.ToJsonString() ?? "none", "\"T\"");

    [GeneratedRegex(@"""\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ""")]
    private static partial Regex Time();
}
