using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Leads <c>pods/log</c>, <c>exec</c>, <c>attach</c> and <c>portforward</c> to what answers them.</summary>
internal sealed class ContainerEndpoints(IPodSource pods, ContainerRuntime runtime)
{
    private readonly LogEndpoint log = new(pods, runtime);
    private readonly ExecEndpoint exec = new(pods, runtime);
    private readonly PortForwardEndpoint ports = new(pods, runtime);

    public Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct) => (path.Subresource, http.Request.Method) switch
    {
        ("log", "GET" or "HEAD") => log.AnswerAsync(http, path, ct),
        ("exec" or "attach", "GET" or "POST") => exec.AnswerAsync(http, path, ct),
        ("portforward", "GET" or "POST") => ports.AnswerAsync(http, path, ct),
        _ => throw ApiError.MethodNotAllowed(path.Type, http.Request.Method.ToLowerInvariant()),
    };
}
