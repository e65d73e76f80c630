using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace DemoApp.Bench.Running;

/// <summary>The API server by plain HTTP over TLS, without a client library's own cost.</summary>
internal sealed class Api : IDisposable
{
    public const string Recs = "apis/app.redislabs.com/v1/namespaces/redis/redisenterpriseclusters";
    public const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private readonly HttpClient http;

    public Api(KubernetesClientConfiguration configuration)
    {
        var trust = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        trust.CustomTrustStore.AddRange(configuration.SslCaCerts);
#pragma warning disable CA2000 // The client owns its handler.
        http = new HttpClient(new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trust } })
#pragma warning restore CA2000
        {
            BaseAddress = new Uri(configuration.Host), Timeout = Timeout.InfiniteTimeSpan, DefaultRequestVersion = HttpVersion.Version11,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", configuration.AccessToken);
    }

    public Task<string> GetAsync(string path, CancellationToken ct) => http.GetStringAsync(path, ct);

    /// <summary>Empty when there is no answer, or no good one.</summary>
    public async Task<string> TryGetAsync(string path, CancellationToken ct)
    {
        try
        {
            return await GetAsync(path, ct);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    public async Task<string> PostAsync(string path, string json, CancellationToken ct) => await SendAsync(HttpMethod.Post, path, json, "application/json", ct);

    public async Task<string> MergePatchAsync(string path, string json, CancellationToken ct) =>
        await SendAsync(HttpMethod.Patch, path, json, "application/merge-patch+json", ct);

    /// <summary>The lines of a watch that is open, headers read.</summary>
    public async Task<StreamReader> WatchAsync(string path, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
        answer.EnsureSuccessStatusCode();
        return new StreamReader(await answer.Content.ReadAsStreamAsync(ct));
    }

    public void Dispose() => http.Dispose();

    private async Task<string> SendAsync(HttpMethod method, string path, string json, string mediaType, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = new StringContent(json, Encoding.UTF8, mediaType) };
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }
}
