using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Answers <c>pods/exec</c> and <c>pods/attach</c>: finds the container, agrees on a protocol, joins client and command.</summary>
internal sealed class ExecEndpoint(ApiCluster cluster)
{
    private readonly ContainerCommands commands = new(cluster.Options, cluster.Time);

    /// <exception cref="ApiError">400 or 404, before the upgrade.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var target = PodTarget.Of(path, cluster.Store);
        var container = target.Container(http.Request.Query["container"].ToString());
        target.CheckAssigned();
        var options = ExecOptions.Of(http.Request.Query);
        var command = commands.Of(http.Request, target, container, options.Tty);
        if (!http.WebSockets.IsWebSocketRequest)
        {
            throw ApiError.BadRequest("Upgrade request required");
        }
        if (WebSockets.Choose(http, [.. ChannelProtocol.Known.Select(p => p.Name)]) is not { } name)
        {
            WebSockets.Refuse(http);
            return;
        }
        var protocol = ChannelProtocol.Known.First(p => p.Name == name);
        if (ContainerCommands.Refusal(target, container, options) is { } refusal)
        {
            if (!protocol.IsTranslated)
            {
                await http.WriteTextAsync(refusal.Code, refusal.Message);
                return;
            }
            command = (_, _, _, _) => throw refusal;
        }
        await PodLife.RunWithinAsync(cluster.Store, target, async life =>
        {
            using var socket = new ChannelSocket(await WebSockets.AcceptAsync(http, name), protocol.Base64, ct);
            await new ExecChannels(socket, protocol, options, cluster.Time).RunAsync(new(command, life), ct);
        }, ct);
    }
}
