using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>Bodies no client sends.</summary>
public sealed class HostileInputTests : IAsyncLifetime
{
    private const string ConfigMaps = HostileApi.ConfigMaps;
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
        await http.StillAnswersAsync();
        http.Dispose();
        await api.DisposeAsync();
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"apiVersion\":")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("1")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\"} trailing")]
    [InlineData("{'apiVersion':'v1'}")]
    [InlineData("\0\0\0")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":[]}")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":7}}")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"labels\":[1]}}")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":{}}}}")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"data\":\"x\"}")]
    [InlineData("{\"apiVersion\":7,\"kind\":{},\"metadata\":{\"name\":\"a\"}}")]
    [InlineData("{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"a\"},\"immutable\":1e400}")]
    public async Task Body_ThatIsNoObjectOfItsKind_IsRefused(string body)
    {
        using var answer = await http.SendAsync("POST", ConfigMaps, body);
        // Where a genuine server's decoder already stumbles over metadata, this one may find the name missing.
        await answer.IsRefusedAsync(answer.StatusCode == HttpStatusCode.UnprocessableEntity ? answer.StatusCode : HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Body_OfTenMegabytes_IsTooLarge()
    {
        using var answer = await http.SendAsync("POST", ConfigMaps, new byte[10 * 1024 * 1024], "application/json");
        Assert.Equal("Request entity too large: limit is 3145728", await answer.IsRefusedAsync(HttpStatusCode.RequestEntityTooLarge));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task Body_OfAnUnknownMediaType_IsUnsupported(string mediaType)
    {
        using var answer = await http.SendAsync("POST", ConfigMaps, "{}", mediaType);
        await answer.IsRefusedAsync(HttpStatusCode.UnsupportedMediaType);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/vnd.made-up-patch+json")]
    [InlineData("text/plain")]
    public async Task Patch_OfAnUnknownKind_IsUnsupported(string mediaType)
    {
        using var answer = await http.SendAsync("PATCH", $"{ConfigMaps}/kube-root-ca.crt", "{}", mediaType);
        await answer.IsRefusedAsync(HttpStatusCode.UnsupportedMediaType);
    }

    /// <summary>A genuine server gives up at 10,000 levels, this one earlier: long before the stack ends.</summary>
    [Theory]
    [InlineData(1_000, "application/json")]
    [InlineData(100_000, "application/json")]
    [InlineData(1_000, "application/yaml")]
    [InlineData(100_000, "application/yaml")]
    public async Task Body_NestedTooDeep_IsRefused(int levels, string mediaType)
    {
        var nested = string.Concat(Enumerable.Repeat("[", levels)) + string.Concat(Enumerable.Repeat("]", levels));
        using var answer = await http.SendAsync("POST", ConfigMaps, $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"deep"},"data":{{nested}}}""", mediaType);
        await answer.IsRefusedAsync(HttpStatusCode.BadRequest);
        var objects = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + string.Concat(Enumerable.Repeat("}", levels));
        using var patched = await http.SendAsync("PATCH", $"{ConfigMaps}/kube-root-ca.crt", objects, "application/merge-patch+json");
        Assert.InRange((int)patched.StatusCode, 400, 499);
    }

    /// <summary>However deep a body is, what was accepted can be read back, alone, in a list and in a watch.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(59)]
    [InlineData(60)]
    [InlineData(61)]
    [InlineData(62)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(200)]
    public async Task CustomResource_AsDeepAsMayBe_IsReadBackOrRefused(int levels)
    {
        const string Widgets = "apis/example.com/v1/namespaces/default/widgets";
        await api.KubectlAsync("apply -f -", Samples.Definition);
        await api.KubectlAsync("wait --for=condition=Established crd/widgets.example.com --timeout=10s");
        var status = string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + string.Concat(Enumerable.Repeat("}", levels));
        using var created = await http.SendAsync("POST", Widgets, """{"apiVersion":"example.com/v1","kind":"Widget","metadata":{"name":"deep"},"spec":{}}""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var patched = await http.SendAsync("PATCH", $"{Widgets}/deep/status", $$"""{"status":{{status}}}""", "application/merge-patch+json");
        Assert.True(patched.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{patched.StatusCode}");
        if (patched.StatusCode == HttpStatusCode.OK)
        {
            Assert.Contains(status, await http.GetStringAsync(Widgets, End), StringComparison.Ordinal);
            Assert.Contains(status, await http.GetStringAsync($"{Widgets}?watch=true&timeoutSeconds=1", End), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("&a [*a]")]
    [InlineData("a: &a [1,1,1,1,1,1,1,1,1,1]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: &f [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\ng: &g [*f,*f,*f,*f,*f,*f,*f,*f,*f,*f]\nh: [*g,*g,*g,*g,*g,*g,*g,*g,*g,*g]")]
    [InlineData("a: *nowhere")]
    [InlineData("a: [")]
    [InlineData("a: 1\na: 2")]
    [InlineData("\t- x")]
    public async Task Yaml_OfAnArsonist_IsRefused(string yaml)
    {
        using var answer = await http.SendAsync("POST", ConfigMaps, yaml, "application/yaml");
        await answer.IsRefusedAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Labels_ByTheThousands_AreKept()
    {
        var labels = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"l{i}\":\"v\""));
        using var answer = await http.SendAsync("POST", ConfigMaps, $$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"many","labels":{ {{labels}} } } }""");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Contains("\"many\"", await http.GetStringAsync($"{ConfigMaps}?labelSelector=l4999%3Dv", End), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azhzAP////////////8=")]
    [InlineData("azhzAGFiYw==")]
    [InlineData("bm90IGs4cw==")]
    [InlineData("azhzAAoPCgJ2MRIJQ29uZmlnTWFwEgIKBw==")]
    public async Task Protobuf_Garbled_IsRefused(string base64)
    {
        using var answer = await http.SendAsync("POST", ConfigMaps, Convert.FromBase64String(base64), "application/vnd.kubernetes.protobuf");
        await answer.IsRefusedAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Text_ThatIsNoUtf8_IsRefusedOrReplaced()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"utf"},"data":{"k":" """), 0xff, 0xc0, 0xaf, .. "\"}}"u8];
        using var answer = await http.SendAsync("POST", ConfigMaps, body, "application/json");
        Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        using var surrogate = await http.SendAsync("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"half"},"data":{"k":"\ud800"}}""");
        Assert.True(surrogate.StatusCode is HttpStatusCode.Created or HttpStatusCode.BadRequest, $"{surrogate.StatusCode}");
    }

    /// <summary>The last one wins, as with a genuine server.</summary>
    [Fact]
    public async Task Keys_GivenTwice_TakeTheLastValue()
    {
        const string Body = """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"first","name":"twice"},"data":{"k":"1","k":"2"},"data":{"k":"3","k":"4"}}""";
        using var answer = await http.SendAsync("POST", ConfigMaps, Body);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var read = JsonNode.Parse(await http.GetStringAsync($"{ConfigMaps}/twice", End))!;
        Assert.Equal("4", read["data"]!["k"]!.GetValue<string>());

        using var patched = await http.SendAsync("PATCH", $"{ConfigMaps}/twice", """{"data":{"k":"5","k":"6"}}""", "application/merge-patch+json");
        Assert.Equal("6", JsonNode.Parse(await patched.Content.ReadAsStringAsync(End))!["data"]!["k"]!.GetValue<string>());
    }

    /// <summary>Each copy doubles the object: stopped as soon as it outgrows what a body may hold.</summary>
    [Fact]
    public async Task JsonPatch_ThatDoublesAgainAndAgain_IsRefused()
    {
        using var created = await http.SendAsync("POST", ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"bomb"},"data":{"k":"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"}}""");
        var doubling = string.Join(',', Enumerable.Range(0, 30).Select(i => $$"""{"op":"copy","from":"/data","path":"/data/k{{i}}"}"""));
        using var answer = await http.SendAsync("PATCH", $"{ConfigMaps}/bomb", $"[{doubling}]", "application/json-patch+json");
        Assert.InRange((int)answer.StatusCode, 400, 499);
    }
}
