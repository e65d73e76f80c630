using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using k8s;

namespace DemoApp.Clusters;

/// <summary>Reads tables from one API server with the client's own connection and credentials.</summary>
internal sealed class ApiReader(Kubernetes client)
{
    private const string Table = "application/json;as=Table;v=v1;g=meta.k8s.io";
    private const int WatchSeconds = 300;

    /// <returns>Null when the server does not know the collection (404): the definition is not installed.</returns>
    /// <exception cref="ApiAnswerException">The server refused.</exception>
    public async Task<KubernetesTable?> ListAsync(string path, CancellationToken ct)
    {
        using var answer = await SendAsync(path, HttpCompletionOption.ResponseContentRead, ct);
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
        await EnsureAsync(answer, ct);
        using var document = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(ct), cancellationToken: ct);
        return KubernetesTable.Read(document.RootElement);
    }

    /// <summary>Events after a version, until the server ends the watch.</summary>
    /// <exception cref="ApiAnswerException">The server refused, or the version is too old.</exception>
    public async IAsyncEnumerable<(string Type, JsonElement Table)> WatchAsync(string path, string version, [EnumeratorCancellation] CancellationToken ct)
    {
        using var answer = await SendAsync($"{path}&watch=true&allowWatchBookmarks=true&timeoutSeconds={WatchSeconds}&resourceVersion={version}", HttpCompletionOption.ResponseHeadersRead, ct);
        await EnsureAsync(answer, ct);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
        while (await lines.ReadLineAsync(ct) is { } line)
        {
            using var document = JsonDocument.Parse(line);
            var (type, obj) = (document.RootElement.GetProperty("type").GetString() ?? "", document.RootElement.GetProperty("object").Clone());
            if (type == "ERROR")
            {
                throw new ApiAnswerException(KubernetesRow.Text(obj, "message") ?? "the watch ended with an error");
            }
            yield return (type, obj);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, HttpCompletionOption completion, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(client.BaseUri, path));
        request.Headers.TryAddWithoutValidation("Accept", $"{Table},application/json");
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, ct);
        }
        return await client.HttpClient.SendAsync(request, completion, ct);
    }

    private static async Task EnsureAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync(ct);
            throw new ApiAnswerException($"the API server answered {(int)answer.StatusCode}: {MessageOf(text)}");
        }
    }

    /// <summary>The sentence in a Status; the text itself when it is none.</summary>
    public static string MessageOf(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return KubernetesRow.Text(document.RootElement, "message") ?? text;
        }
        catch (JsonException)
        {
            return text.Trim();
        }
    }
}

/// <summary>An API server answered, but not what was asked for.</summary>
internal sealed class ApiAnswerException(string message) : Exception(message);
