using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Http;

public sealed class GoEscapesTests
{
    [Theory]
    [InlineData("say \"hi\" \\ it's", """say \"hi\" \\ it's""")]
    [InlineData("<none> & more", """\u003cnone\u003e \u0026 more""")]
    [InlineData("a\tb\nc\u0001", """a\tb\nc\u0001""")]
    [InlineData("Zürich – 日本 😀 +", "Zürich – 日本 😀 +")]
    [InlineData("line\u2028end", """line\u2028end""")]
    public void Text_Written_IsEscapedAsGoDoes(string text, string written)
    {
        var options = new System.Text.Json.JsonSerializerOptions { Encoder = GoEscapes.Encoder };
        Assert.Equal($"{{\"a\":\"{written}\"}}", new JsonObject { ["a"] = text }.ToJsonString(options));
        Assert.Equal($"{{\"{written}\":1}}", new JsonObject { [text] = 1 }.ToJsonString(options));
    }

    [Fact]
    public void Half_OfASign_IsReplaced()
    {
        var text = new JsonObject { ["a"] = string.Concat("half ", (char)0xd83d) }.ToJsonString(new() { Encoder = GoEscapes.Encoder });
        Assert.Equal("""{"a":"half \ufffd"}""", text);
    }

    [Fact]
    public async Task Answers_OfTheServer_AreWrittenSo()
    {
        await using var api = await RunningApi.StartAsync();
        using var http = api.Http();
        using var missing = await http.GetAsync(new Uri("/api/v1/namespaces/default/pods/x", UriKind.Relative),
            TestContext.Current.CancellationToken);
        var text = await missing.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("""pods \"x\" not found""", text, StringComparison.Ordinal);
    }
}
