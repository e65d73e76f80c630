using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using k8s;

namespace DemoApp.Lab.Hosting;

/// <summary>
/// Sends a manifest as it is written, and reads answers as plain JSON. The client's typed classes would be compiled and reflected upon
/// for objects that are sent once in the life of a cluster: a third of the time a lab takes to start.
/// </summary>
internal sealed class ManifestSender(Kubernetes client)
{
    /// <summary>Creates what the manifest describes, unless it is there.</summary>
    /// <param name="collection">Path of the collection, such as <c>api/v1/nodes</c>.</param>
    /// <param name="manifest">YAML of one object.</param>
    /// <exception cref="HttpRequestException">The server refused; the message holds its answer.</exception>
    public async Task CreateAsync(string collection, string manifest, CancellationToken ct)
    {
        using var content = new StringContent(manifest, Encoding.UTF8, "application/yaml");
        using var answer = await SendAsync(HttpMethod.Post, collection, content, ct);
        if (answer.StatusCode != HttpStatusCode.Conflict)
        {
            await ReadAsync(answer, ct);
        }
    }

    /// <exception cref="HttpRequestException">The server refused; the message holds its answer.</exception>
    public async Task<JsonNode?> GetAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(HttpMethod.Get, path, null, ct);
        return JsonNode.Parse(await ReadAsync(answer, ct));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        // As the typed calls do it: over one HTTP/2 connection.
        using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path)) { Content = content, Version = HttpVersion.Version20 };
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, ct);
        }
        return await client.HttpClient.SendAsync(request, ct);
    }

    private static async Task<string> ReadAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? text
            : throw new HttpRequestException($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri}: {text}", null, answer.StatusCode);
    }
}
