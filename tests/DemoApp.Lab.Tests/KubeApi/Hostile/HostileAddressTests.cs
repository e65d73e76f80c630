using System.Net;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>Paths and queries no client sends, on the wire as they stand here.</summary>
public sealed class HostileAddressTests : IAsyncLifetime
{
    private RunningApi api = null!;
    private HttpClient http = null!;

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
    [InlineData("/api/v1/../../../../etc/passwd")]
    [InlineData("/api/v1/namespaces/../../secrets/..")]
    [InlineData("/api/v1/namespaces/default/configmaps/..%2f..%2fsecrets")]
    [InlineData("/api/v1/namespaces/default/configmaps/%2e%2e")]
    [InlineData("/api/v1/namespaces/default/configmaps/%00")]
    [InlineData("/api/v1/namespaces/default/configmaps/a%00b")]
    [InlineData("/api/v1/namespaces/default%2fconfigmaps")]
    [InlineData("/api/v1/namespaces//configmaps/x")]
    [InlineData("//api//v1//namespaces")]
    [InlineData("/api/v1/namespaces/default/configmaps/x/y/z/a/b/c")]
    [InlineData("/api/v1/namespaces/default/configmaps/ä")]
    [InlineData("/api/v1/namespaces/default/configmaps/%c3%a4")]
    [InlineData("/api/v1/namespaces/default/configmaps/%ff%fe")]
    [InlineData("/api/v1/namespaces/default/configmaps/%zz")]
    [InlineData("/api/v1/namespaces/default/configmaps/%252e%252e")]
    [InlineData("/apis")]
    [InlineData("/apis/")]
    [InlineData("/apis//")]
    [InlineData("/apis///")]
    [InlineData("/apis/apps//deployments")]
    [InlineData("/api")]
    [InlineData("/")]
    [InlineData("/*")]
    [InlineData("/api/v1/namespaces/default/pods/x/exec?command=")]
    [InlineData("/openapi/v3/apis/../../..")]
    [InlineData("/apis/example.com/v9/widgets")]
    public async Task Address_WithATrick_IsAnsweredByNoMoreThanARefusal(string target)
    {
        foreach (var method in new[] { "GET", "DELETE", "PATCH" })
        {
            var (code, text) = await RawConnection.AskAsync(api, method, target);
            Assert.True(code is (>= 200 and < 300 and not 201) or 301 or (>= 400 and < 500), $"{method} {target}: {code} {text}");
            HostileApi.SaysNothingOfItsInside(text);
            Assert.DoesNotContain("root:", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("a")]
    [InlineData("%41")]
    public async Task Address_TooLong_IsRefused(string part)
    {
        var (code, _) = await RawConnection.AskAsync(api, "GET", "/api/v1/namespaces/" + string.Concat(Enumerable.Repeat(part, 200_000)));
        Assert.InRange(code, 400, 499);
    }

    [Fact]
    public async Task Query_OfThirtyKilobytes_IsRead()
    {
        var selector = string.Join(",", Enumerable.Range(0, 3000).Select(i => $"l{i}!=x"));
        using var answer = await http.GetAsync($"{HostileApi.ConfigMaps}?labelSelector={Uri.EscapeDataString(selector)}", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("labelSelector=a%3D%3D%3Db", 400)]
    [InlineData("labelSelector=((((((", 400)]
    [InlineData("labelSelector=a%00b", 400)]
    [InlineData("fieldSelector=%3D%3D", 400)]
    [InlineData("fieldSelector=spec.made.up%3D1", 400)]
    [InlineData("limit=-5", 200)]
    [InlineData("limit=99999999999999999999", 400)]
    [InlineData("limit=9223372036854775807", 200)]
    [InlineData("continue=!!!!", 400)]
    [InlineData("continue=bnVsbA", 400)]
    [InlineData("continue=WzFd", 400)]
    [InlineData("continue=eyJ2IjoibWV0YS5rOHMuaW8vdjEiLCJydiI6LTUsInN0YXJ0IjoiLyJ9", 400)]
    [InlineData("timeoutSeconds=abc&watch=true", 400)]
    [InlineData("timeoutSeconds=99999999999&watch=true&resourceVersion=0", 200)]
    [InlineData("resourceVersionMatch=Wrong&resourceVersion=1", 422)]
    [InlineData("watch=maybe", 200)]
    [InlineData("&&&===&=&%", 200)]
    public async Task Query_ThatMakesNoSense_IsAnsweredAsTheGenuineServerDoes(string query, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{HostileApi.ConfigMaps}?{query}");
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.Equal(code, (int)answer.StatusCode);
    }
}
