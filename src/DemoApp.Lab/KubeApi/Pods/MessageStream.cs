using System.Net.WebSockets;
using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>
/// The binary messages of a WebSocket as one stream of bytes. Empty messages, which kubectl sends, are no end, as they would be
/// with <see cref="WebSocketStream"/>.
/// </summary>
internal sealed class MessageStream(WebSocket socket) : DuplexStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.Count > 0 || part.MessageType == WebSocketMessageType.Close)
            {
                return part.Count;
            }
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        socket.SendAsync(buffer, WebSocketMessageType.Binary, true, cancellationToken);
}
