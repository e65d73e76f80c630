using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>What nobody in their right mind sends, and what must come back: a refusal in the server's own words, and no trace of its inside.</summary>
internal static class HostileApi
{
    public const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public static Task<HttpResponseMessage> SendAsync(this HttpClient http, string method, string path, string body, string? mediaType = "application/json") =>
        http.SendAsync(method, path, Encoding.UTF8.GetBytes(body), mediaType);

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient http, string method, string path, byte[] body, string? mediaType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new ByteArrayContent(body) };
        if (mediaType is not null)
        {
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        }
        return await http.SendAsync(request, End);
    }

    /// <summary>A Status with this code, and nothing about the server's inside.</summary>
    public static async Task<string> IsRefusedAsync(this HttpResponseMessage answer, HttpStatusCode code)
    {
        var text = await answer.Content.ReadAsStringAsync(End);
        Assert.True(answer.StatusCode == code, $"{(int)code} was due, {(int)answer.StatusCode} came: {text}");
        Assert.Equal((int)code, JsonNode.Parse(text)!["code"]!.GetValue<int>());
        SaysNothingOfItsInside(text);
        return JsonNode.Parse(text)!["message"]!.GetValue<string>();
    }

    public static void SaysNothingOfItsInside(string text)
    {
        Assert.DoesNotContain("   at ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", text, StringComparison.Ordinal);
    }

    /// <summary>A write and a read as if nothing had been.</summary>
    public static async Task StillAnswersAsync(this HttpClient http)
    {
        var name = $"alive-{Guid.NewGuid():n}";
        using var created = await http.SendAsync("POST", ConfigMaps, $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"} }""");
        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        Assert.Contains(name, await http.GetStringAsync(ConfigMaps, End), StringComparison.Ordinal);
    }
}
