using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Discovery;

public sealed class ExplainTests : IAsyncLifetime
{
    private RunningApi api = null!;

    public async ValueTask InitializeAsync() => api = await RunningApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("pods", "Pod is a collection of containers that can run on a host.")]
    [InlineData("pod.spec.containers", "List of containers belonging to the pod.")]
    [InlineData("deployments.spec.strategy.rollingUpdate.maxSurge", "FIELD: maxSurge <IntOrString>")]
    [InlineData("services --recursive", "internalTrafficPolicy\t<string>")]
    [InlineData("cronjob.spec.schedule", "The schedule in Cron format")]
    public async Task BuiltInKind_Explained_IsToldInWords(string what, string words) => await api.SaysAsync($"explain {what}", words);

    [Fact]
    public async Task CustomKind_Explained_HasTheFieldsOfEveryObjectToo()
    {
        await api.SaysAsync("apply -f -", "created", Samples.Definition);
        await api.SaysAsync("wait --for=condition=Established crd/widgets.example.com --timeout=30s", "condition met");
        await api.SaysAsync("explain widget.metadata.labels", "Map of string keys and values");
        await api.SaysAsync("explain widget", "Standard object's metadata");
    }

    /// <summary>
    /// kubectl keeps what it was told is immutable, and asks with the hash; the index must not cost the making of every document.
    /// </summary>
    [Fact]
    public async Task Document_AskedByItsHash_IsCompressedAndMayBeKept()
    {
        using var http = api.Http();
        var index = await http.GetStringAsync(new Uri("/openapi/v3", UriKind.Relative), TestContext.Current.CancellationToken);
        var address = System.Text.Json.JsonDocument.Parse(index).RootElement.GetProperty("paths").GetProperty("apis/apps/v1")
            .GetProperty("serverRelativeURL").GetString()!;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal("gzip", Assert.Single(answer.Content.Headers.ContentEncoding));
        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        var plain = await http.GetStringAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.Content.Headers.ContentLength * 4 < plain.Length,
            $"{answer.Content.Headers.ContentLength} bytes for {plain.Length}");
        Assert.Contains("Deployment enables declarative updates for Pods and ReplicaSets.", plain, StringComparison.Ordinal);
    }
}
