using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Answers <c>pods/exec</c> and <c>pods/attach</c>: finds the container, agrees on a protocol, joins client and command.</summary>
internal sealed class ExecEndpoint(IPodSource pods, ContainerRuntime runtime)
{
    private readonly ContainerCommands commands = new(runtime);

    /// <exception cref="ApiError">400 or 404, before the upgrade.</exception>
    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var target = await pods.FindAsync(path, ct);
        var container = target.Container(http.Request.Query["container"].ToString());
        target.CheckAssigned();
        var options = ExecOptions.Of(http.Request.Query);
        var command = commands.Of(http.Request, target, container, options.Tty);
        var refusal = ContainerCommands.Refusal(target, container, options);
        if (SpdyUpgrade.IsAsked(http))
        {
            await (refusal is null ? ServeSpdyAsync(http, target, command, options, ct) : RefuseAsync(http, refusal));
            return;
        }
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
        if (refusal is not null && !protocol.IsTranslated)
        {
            await RefuseAsync(http, refusal);
            return;
        }
        await pods.RunWithinAsync(target, async life =>
        {
            using var socket = new ChannelSocket(await WebSockets.AcceptAsync(http, name), protocol.Base64, ct);
            var process = new ContainerProcess(refusal is null ? command : (_, _, _, _) => throw refusal, life);
            await new ExecChannels(socket, protocol, options, runtime.Time).RunAsync(process, ct);
        }, ct);
    }

    private async Task ServeSpdyAsync(
        HttpContext http, PodTarget target, ContainerCommand command, ExecOptions options, CancellationToken ct)
    {
        if (await SpdyUpgrade.AcceptAsync(http, ExecOverSpdy.Protocol.Name) is { } stream)
        {
            await pods.RunWithinAsync(
                target, life => new ExecOverSpdy(stream, options, runtime.Time).RunAsync(new(command, life), ct), ct);
        }
    }

    private static Task RefuseAsync(HttpContext http, ExecRefusedException refusal) => http.WriteTextAsync(refusal.Code, refusal.Message);
}
