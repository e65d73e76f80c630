using System.Net;
using DemoApp.Lab.KubeApi.Access;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using DemoApp.Lab.KubeApi.Upkeep;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.KubeApi;

/// <summary>A small Kubernetes API server on Kestrel: generic storage, discovery, watches and tables. Knows no pod life and no rec.</summary>
internal sealed class KubeApiServer(KubeApiOptions options, TimeProvider time, ILoggerFactory loggers) : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource stopping = new();
    private WebApplication? app;
    private Housekeeper? housekeeper;
    private ObjectStore? store;
    private AccessControl? access;

    /// <summary>Where the server listens; known once started.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

    public async Task StartAsync(CancellationToken ct)
    {
        store = new ObjectStore(options.HistoryLength, options.StateFile);
        var cluster = new ApiCluster(store, new TypeCatalog(), time, options);
        housekeeper = new Housekeeper(cluster, loggers.CreateLogger<Housekeeper>());
        housekeeper.Seed();
        access = new AccessControl(cluster, loggers);
        access.Seed();
        var router = new Router(cluster, access, loggers.CreateLogger<Router>(), stopping.Token);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopPatience);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            // Room for a selector of thousands of labels; bodies are bounded where they are read.
            kestrel.Limits.MaxRequestLineSize = 64 * 1024;
            kestrel.Limits.MaxRequestHeadersTotalSize = 96 * 1024;
            kestrel.Limits.MaxRequestBodySize = null;
            // A caller has 32 s for its headers, as with a genuine server, and may not dawdle over its body; a watch may be read slowly.
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(32);
            kestrel.Limits.MinResponseDataRate = null;
            // All watches of one client may share a connection.
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1000;
            kestrel.Listen(new IPEndPoint(options.Address, options.Port), listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new HttpsConnectionAdapterOptions { ServerCertificate = options.Certificate });
            });
        });
        app = builder.Build();
        app.UseWebSockets();
        app.Run(router.HandleAsync);
        await app.StartAsync(ct);
        var bound = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!;
        Address = new Uri(bound.Addresses.First());
        housekeeper.Advertise(new(options.Address, Address.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (app is not null)
        {
            await app.DisposeAsync();
        }
        if (housekeeper is not null)
        {
            await housekeeper.DisposeAsync();
        }
        if (access is not null)
        {
            await access.DisposeAsync();
        }
        store?.Dispose();
        stopping.Dispose();
    }
}
