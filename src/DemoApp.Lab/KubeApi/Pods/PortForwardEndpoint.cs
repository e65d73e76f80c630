using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Spdy;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>
/// Answers <c>pods/portforward</c>: SPDY through the messages of a WebSocket (kubectl 1.31 and newer), SPDY by itself (kubectl
/// before that), or the channels of a WebSocket (client libraries).
/// </summary>
internal sealed class PortForwardEndpoint(IPodSource pods, ContainerRuntime runtime)
{
    private const string Protocol = "portforward.k8s.io", Tunnel = "SPDY/3.1+" + Protocol, Channels = "v4.channel.k8s.io", Text = "v4.base64.channel.k8s.io";

    /// <exception cref="ApiError">400 or 404, before the upgrade.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var target = await pods.FindAsync(path, ct);
        target.CheckAssigned();
        var pod = new PodPort(runtime.Ports ?? throw target.NodeGone(), target);
        if (SpdyUpgrade.IsAsked(http))
        {
            if (await SpdyUpgrade.AcceptAsync(http, Protocol) is { } stream)
            {
                await pods.RunWithinAsync(target, life => ServeAsync(stream, pod, life), ct);
            }
            return;
        }
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw ApiError.BadRequest("Upgrade request required");
        }
        if (WebSockets.Choose(http, [Tunnel, Channels, Text]) is not { } protocol)
        {
            WebSockets.Refuse(http);
            return;
        }
        await pods.RunWithinAsync(
            target, life => protocol == Tunnel ? ServeTunnelAsync(http, pod, life, ct) : ServeChannelsAsync(http, protocol, pod, life, ct), ct);
    }

    private async Task ServeTunnelAsync(HttpContext http, PodPort pod, CancellationToken life, CancellationToken ct)
    {
        using var socket = await WebSockets.AcceptAsync(http, Tunnel);
        await using var transport = new MessageStream(socket);
        await ServeAsync(transport, pod, life);
        await socket.EndAsync(Task.CompletedTask, runtime.Time, ct);
    }

    private async Task ServeChannelsAsync(HttpContext http, string protocol, PodPort pod, CancellationToken life, CancellationToken ct)
    {
        var ports = PortForwardChannels.Ports(http.Request.Query);
        using var socket = new ChannelSocket(await WebSockets.AcceptAsync(http, protocol), protocol == Text, ct);
        await new PortForwardChannels(socket, pod, runtime.Time).RunAsync(ports, life);
    }

    private async Task ServeAsync(Stream transport, PodPort pod, CancellationToken ct)
    {
        var streams = new PortForwardStreams(pod, ct);
        using var connection = new SpdyConnection(transport, streams, runtime.Time);
        await connection.RunAsync(ct);
        await streams.Ended;
    }
}
