using System.Net.WebSockets;
using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

/// <summary>A server with one pod: container main runs, side waits to start. Talks to it over WebSockets.</summary>
public sealed class PodsFixture : IAsyncLifetime
{
    internal const string Pod = "/api/v1/namespaces/redis/pods/p1";

    internal RunningApi Api { get; private set; } = null!;

    internal ScriptedContainers Containers { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Api = await RunningApi.StartAsync(Containers, Containers, Containers);
        await Api.KubectlAsync("apply -f -", Samples.Namespace);
        await AddPodAsync("p1");
    }

    public async ValueTask DisposeAsync()
    {
        await Api.DisposeAsync();
        Containers.Dispose();
    }

    internal async Task AddPodAsync(string name)
    {
        await Api.KubectlAsync("apply -f -", Samples.Pod.Replace("p1", name, StringComparison.Ordinal));
        await Api.KubectlAsync(
            $"-n redis patch pod {name} --subresource=status --type=merge -p " +
            """{"status":{"phase":"Running","containerStatuses":[{"name":"main","state":{"running":{}}},{"name":"side","state":{"waiting":{"reason":"ContainerCreating"}}}]}}""");
    }

    internal async Task<ClientWebSocket> ConnectAsync(string path, params string[] protocols)
    {
        var socket = new ClientWebSocket();
#pragma warning disable CA5359 // The certificate is the lab's own.
        socket.Options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        socket.Options.CollectHttpResponseDetails = true;
        if (!protocols.Any(p => p.StartsWith("base64url.bearer", StringComparison.Ordinal)))
        {
            socket.Options.SetRequestHeader("Authorization", $"Bearer {Api.Token}");
        }
        foreach (var protocol in protocols.Where(p => p.Length > 0))
        {
            socket.Options.AddSubProtocol(protocol);
        }
        await socket.ConnectAsync(new Uri($"wss://{Api.Address.Authority}{path}"), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>The next message as <c>channel:text</c>, text messages as they are; "close 1000" for the end.</summary>
    internal static async Task<string> NextAsync(WebSocket socket)
    {
        var buffer = new byte[64 * 1024];
        var part = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        return part.MessageType switch
        {
            WebSocketMessageType.Close => $"close {(int)socket.CloseStatus!}",
            WebSocketMessageType.Text => Encoding.UTF8.GetString(buffer, 0, part.Count),
            _ => part.Count == 0 ? "" : $"{buffer[0]}:{Encoding.UTF8.GetString(buffer, 1, part.Count - 1)}",
        };
    }

    /// <summary>Every message up to the close, one a line.</summary>
    internal static async Task<string> RestAsync(WebSocket socket)
    {
        var said = new List<string>();
        while (said.Count == 0 || !said[^1].StartsWith("close", StringComparison.Ordinal))
        {
            said.Add((await NextAsync(socket)).Replace("\n", "\\n", StringComparison.Ordinal));
        }
        return string.Join('\n', said);
    }

    internal static async Task SendAsync(WebSocket socket, byte channel, string text) =>
        await socket.SendAsync((byte[])[channel, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
}
