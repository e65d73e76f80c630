using System.Net;
using System.Security.Cryptography.X509Certificates;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.KubeApi.Store;
using k8s;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Kubelet;

/// <summary>
/// The HTTPS side of a node's kubelet, to which a genuine API server takes <c>kubectl exec</c>, <c>attach</c>, <c>logs</c> and
/// <c>port-forward</c>: over WebSockets and SPDY, for callers the cluster admits.
/// </summary>
internal sealed partial class KubeletServer : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource stopping = new();
    private readonly X509Certificate2 certificate;
    private readonly KubeletAccess access;
    private readonly ContainerEndpoints containers;
    private readonly ILoggerFactory loggers;
    private readonly ILogger logger;
    private WebApplication? app;

    public KubeletServer(IKubernetes client, string node, ContainerRuntime runtime, X509Certificate2 certificate, ILoggerFactory loggers)
    {
        this.certificate = certificate;
        this.loggers = loggers;
        logger = loggers.CreateLogger<KubeletServer>();
        access = new(client, node, runtime.Time);
        containers = new(new NodePodSource(client, node), runtime);
    }

    /// <returns>The port.</returns>
    /// <exception cref="IOException">The address is not one of this machine.</exception>
    public async Task<int> StartAsync(IPAddress address, CancellationToken ct)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.Replace(ServiceDescriptor.Singleton(loggers));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = StopPatience);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(new IPEndPoint(address, 0), listen =>
            {
                listen.Protocols = HttpProtocols.Http1AndHttp2;
                listen.UseHttps(new HttpsConnectionAdapterOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateMode = ClientCertificateMode.AllowCertificate,
                    // Judged with each request, so that a stranger reads 401 and no broken handshake.
                    ClientCertificateValidation = (_, _, _) => true,
                });
            });
        });
        app = builder.Build();
        app.UseWebSockets();
        app.Run(HandleAsync);
        await app.StartAsync(ct);
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (app is not null)
        {
            await app.DisposeAsync();
        }

        certificate.Dispose();
        stopping.Dispose();
    }

    private async Task HandleAsync(HttpContext http)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping.Token);
        try
        {
            await access.AdmitAsync(http, ends.Token);
            if (KubeletPath.Parse(http.Request.Path, http.Request.Query) is not var (path, query))
            {
                await http.WriteTextAsync(404, "404 page not found\n");
                return;
            }

            http.Request.QueryString = query;
            await containers.AnswerAsync(http, path, ends.Token);
        }
        catch (ApiError error) when (!http.Response.HasStarted)
        {
            await http.WriteTextAsync(error.Code, error.Message);
        }
        catch (Exception) when (ends.IsCancellationRequested)
        {
            // The caller left, or the node stops.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Log.Failed(logger, e, http.Request.Method, http.Request.Path);
            await http.WriteTextAsync(500, $"Internal error: {e.Message}");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, Exception e, string method, string path);
    }
}
