using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>A log as messages: an empty one first, then pieces of text. What the client sends is not read but for its close.</summary>
internal static class LogSocket
{
    private const string Binary = "binary.k8s.io", Base64 = "base64.binary.k8s.io";

    public static async Task SendAsync(HttpContext http, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, TimeProvider time, CancellationToken ct)
    {
        if (WebSockets.Choose(http, [Binary, Base64]) is not { } protocol)
        {
            WebSockets.Refuse(http);
            return;
        }
        using var socket = await WebSockets.AcceptAsync(http, protocol);
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var receiving = ReceiveAsync(socket, ends, ct);
        try
        {
            await SendAsync(socket, protocol, default, ct);
            await foreach (var piece in pieces.WithCancellation(ends.Token))
            {
                await SendAsync(socket, protocol, piece, ct);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // The client has left.
        }
        await socket.EndAsync(receiving, time, ct);
    }

    private static ValueTask SendAsync(WebSocket socket, string protocol, ReadOnlyMemory<byte> piece, CancellationToken ct) => protocol == Base64
        ? socket.SendAsync(Encoding.ASCII.GetBytes(Convert.ToBase64String(piece.Span)).AsMemory(), WebSocketMessageType.Text, true, ct)
        : socket.SendAsync(piece, WebSocketMessageType.Binary, true, ct);

    private static async Task ReceiveAsync(WebSocket socket, CancellationTokenSource ends, CancellationToken ct)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ct)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException)
        {
            // It broke off.
        }
        await ends.CancelAsync();
    }
}
