using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Leads <c>pods/log</c>, <c>exec</c>, <c>attach</c> and <c>portforward</c> to what answers them.</summary>
internal sealed class ContainerEndpoints(ApiCluster cluster)
{
    private readonly LogEndpoint log = new(cluster);
    private readonly ExecEndpoint exec = new(cluster);
    private readonly PortForwardEndpoint ports = new(cluster);

    public Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct) => (path.Subresource, http.Request.Method) switch
    {
        ("log", "GET" or "HEAD") => log.AnswerAsync(http, path, ct),
        ("exec" or "attach", "GET" or "POST") => exec.AnswerAsync(http, path, ct),
        ("portforward", "GET" or "POST") => ports.AnswerAsync(http, path, ct),
        _ => throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant()),
    };
}
