using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Spdy;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Answers <c>pods/portforward</c>: SPDY frames in the messages of a WebSocket, as kubectl 1.31 and newer ask for.</summary>
internal sealed class PortForwardEndpoint(ApiCluster cluster)
{
    private const string Tunnel = "SPDY/3.1+portforward.k8s.io";

    /// <exception cref="ApiError">400 or 404, before the upgrade.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var target = PodTarget.Of(path, cluster.Store);
        target.CheckAssigned();
        var pod = new PodPort(cluster.Options.PodPorts ?? throw target.NodeGone(), target);
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw ApiError.BadRequest("Upgrade request required");
        }
        if (WebSockets.Choose(http, [Tunnel]) is not { Length: > 0 } protocol)
        {
            WebSockets.Refuse(http);
            return;
        }
        using var socket = await WebSockets.AcceptAsync(http, protocol);
        await using var transport = new MessageStream(socket);
        await PodLife.RunWithinAsync(cluster.Store, target, life => ServeAsync(transport, pod, life), ct);
        await socket.EndAsync(Task.CompletedTask, cluster.Time, ct);
    }

    private async Task ServeAsync(Stream transport, PodPort pod, CancellationToken ct)
    {
        var streams = new PortForwardStreams(pod, ct);
        using var connection = new SpdyConnection(transport, streams, cluster.Time);
        await connection.RunAsync(ct);
        await streams.Ended;
    }
}
