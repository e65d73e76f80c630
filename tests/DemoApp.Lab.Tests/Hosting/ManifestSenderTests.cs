using System.Net;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.Tests.KubeApi;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting;

public sealed class ManifestSenderTests
{
    private const string Manifest = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: menu\ndata:\n  soup: NAME\n";
    private const string Collection = "api/v1/namespaces/default/configmaps";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Manifest_SentTwice_LeavesTheObjectThatIsThere()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client();
        var sender = new ManifestSender(client);

        await sender.CreateAsync(Collection, Manifest.Replace("NAME", "leek", StringComparison.Ordinal), Ct);
        await sender.CreateAsync(Collection, Manifest.Replace("NAME", "pumpkin", StringComparison.Ordinal), Ct);

        Assert.Equal("leek", (await sender.GetAsync($"{Collection}/menu", Ct))!["data"]!["soup"]!.GetValue<string>());
    }

    [Fact]
    public async Task Manifest_TheServerRefuses_EndsWithTheServersReason()
    {
        await using var api = await RunningApi.StartAsync();
        using var client = api.Client();

        var error = await Assert.ThrowsAsync<HttpRequestException>(() =>
            new ManifestSender(client).CreateAsync(Collection, Manifest.Replace("menu", "no_name", StringComparison.Ordinal), Ct));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, error.StatusCode);
        Assert.Contains("metadata.name", error.Message, StringComparison.Ordinal);
    }
}
