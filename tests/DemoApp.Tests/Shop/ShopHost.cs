using System.Net;
using System.Text.Json;
using DemoApp.Audience;
using DemoApp.Failures;
using DemoApp.Shop;
using DemoApp.Testdb;
using DemoApp.Testdb.Probing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace DemoApp.Tests.Shop;

/// <summary>The shop, testdb and the failures on Kestrel, with nothing else of the application.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SocketsHttpHandler handler = new() { AllowAutoRedirect = false };

    private ShopHost(WebApplication app)
    {
        this.app = app;
        Client = new HttpClient(handler) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    /// <summary>Of the one attendee; to be set before the first request.</summary>
    public CookieContainer Cookies
    {
        set => handler.CookieContainer = value;
    }

    public TestdbMonitor Monitor => app.Services.GetRequiredService<TestdbMonitor>();

    public EndpointProbes Endpoints => app.Services.GetRequiredService<EndpointProbes>();

    public AudienceSnapshot Audience => app.Services.GetRequiredService<AudienceView>().Current;

    public TestdbSite Site => app.Services.GetRequiredService<TestdbSites>().Home;

    public static async Task<ShopHost> StartAsync(int port, params (string Key, string? Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection([
            new("Clusters:0:Name", "site-a"), new("Clusters:0:Testdb", $"127.0.0.1:{port}"),
            new("Clusters:1:Name", "site-b"), new("Clusters:1:Testdb", $"127.0.0.1:{port}")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, s.Value)));
        builder.Services.AddRouting();
        builder.Services.AddAudience(builder.Configuration).AddShop(builder.Configuration).AddTestdb(builder.Configuration).AddFailures();
        var app = builder.Build();
        app.UseFailures();
        app.UseRouting();
        app.MapShop();
        app.MapGet("/mistake", (Func<string>)(() => throw new InvalidOperationException("a secret")));
        await app.StartAsync(TestContext.Current.CancellationToken);
        var host = new ShopHost(app);
        return host;
    }

    /// <summary>Started, and testdb has answered.</summary>
    public static async Task<ShopHost> ServingAsync(int port, params (string Key, string? Value)[] settings)
    {
        var host = await StartAsync(port, settings);
        await host.UntilAsync(TestdbStatus.Serving);
        return host;
    }

    /// <summary>Waits for what the prober observes, not for time to pass.</summary>
    public async Task UntilAsync(TestdbStatus status)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Look()
        {
            if (Monitor["site-a"].Status == status)
            {
                seen.TrySetResult();
            }
        }
        Monitor.Changed += Look;
        Look();
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Monitor.Changed -= Look;
    }

    public async Task<(HttpStatusCode Status, string Body, HttpResponseMessage Response)> GetAsync(string path, string accept = "text/html")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd(accept);
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response);
    }

    /// <summary>The page as JSON.</summary>
    public async Task<JsonElement> ShopAsync(string site = "site-a") =>
        JsonDocument.Parse((await GetAsync($"/api/v1/sites/{site}/shop", "application/json")).Body).RootElement;

    public Task<HttpResponseMessage> PostAsync(string path, params (string Key, string Value)[] form) => Client.PostAsync(
        new Uri(path, UriKind.Relative),
        new FormUrlEncodedContent(form.Select(f => KeyValuePair.Create(f.Key, f.Value))),
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
