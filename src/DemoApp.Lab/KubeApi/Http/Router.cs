using DemoApp.Lab.KubeApi.Access;
using DemoApp.Lab.KubeApi.Discovery;
using DemoApp.Lab.KubeApi.Pods;
using DemoApp.Lab.KubeApi.Reading;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Writing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.KubeApi.Http;

/// <summary>Leads each request to the part that answers it, and turns refusals into Status bodies.</summary>
internal sealed partial class Router(ApiCluster cluster, AccessControl access, ILogger logger, CancellationToken stopping)
{
    private readonly DiscoveryEndpoints discovery = new(cluster);
    private readonly Reader reader = new(cluster);
    private readonly Watcher watcher = new(cluster);
    private readonly Writer writer = new(cluster);
    private readonly Scale scale = new(cluster);
    private readonly Binding binding = new(cluster);
    private readonly ContainerEndpoints containers = new(
        new StoredPods(cluster.Store), new(cluster.Options.PodExec, cluster.Options.PodLogs, cluster.Options.PodPorts, cluster.Time));

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.Headers["Audit-Id"] = Guid.NewGuid().ToString();
        http.Response.Headers.CacheControl = "no-cache, private";
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        try
        {
            access.Admit(http);
            if (!await discovery.TryAnswerAsync(http))
            {
                await AnswerResourceAsync(http, ends.Token);
            }
        }
        catch (ApiError error) when (!http.Response.HasStarted)
        {
            await http.WriteErrorAsync(error);
        }
        catch (Exception) when (ends.IsCancellationRequested)
        {
            // The caller left, or the server stops.
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            Log.Failed(logger, e, http.Request.Method, http.Request.Path);
            await http.WriteErrorAsync(new ApiError(500, "InternalError", $"Internal error occurred: {e.Message}"));
        }
    }

    private async Task AnswerResourceAsync(HttpContext http, CancellationToken ct)
    {
        if (ApiPath.Parse(http.Request.Path.Value ?? "", cluster.Types) is not { } path)
        {
            await http.WriteTextAsync(404, "404 page not found\n");
            return;
        }
        if (path is { Type.Kind: "Pod", Subresource: "exec" or "attach" or "log" or "portforward" })
        {
            await containers.AnswerAsync(http, path, ct);
            return;
        }
        if (await access.TryAnswerAsync(http, path, ct))
        {
            return;
        }
        if (path is { Subresource: "scale", Type.Scale: { } paths })
        {
            await scale.AnswerAsync(http, path, paths, ct);
            return;
        }
        if (path is { Type: { Kind: "Pod", Group: "" }, Subresource: "binding" })
        {
            await binding.AnswerAsync(http, path, ct);
            return;
        }
        CheckSubresource(path);
        switch (http.Request.Method)
        {
            // HEAD asks for headers only: a watch of it would hold its connection and bring nothing.
            case "GET" when path.IsCollection && http.Request.Query["watch"] is ["true" or "1"]:
                await watcher.WatchAsync(http, path, ct);
                break;
            case "GET" or "HEAD":
                await reader.AnswerAsync(http, path, ct);
                break;
            case "POST" or "PUT" or "PATCH" or "DELETE":
                await writer.AnswerAsync(http, path, ct);
                break;
            default:
                throw ApiError.MethodNotAllowed(path.Type, "");
        }
    }

    private void CheckSubresource(ApiPath path)
    {
        var known = path.Subresource switch
        {
            "" => true,
            "status" => path.Type.HasStatus,
            "finalize" => path.Type.Kind == "Namespace",
            "eviction" => path.Type.Kind == "Pod",
            "approval" => path.Type.Kind == "CertificateSigningRequest",
            _ => false,
        };
        if (!known)
        {
            throw path.Type.IsCustom && cluster.Store.Find(path.Type, path.Namespace, path.Name) is null
                ? ApiError.NotFound(path.Type, path.Name)
                : ApiError.NoSuchResource();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed")]
        public static partial void Failed(ILogger logger, Exception e, string method, string path);
    }
}
