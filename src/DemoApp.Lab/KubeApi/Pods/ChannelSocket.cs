using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Takes what came on one channel. A message may come in pieces.</summary>
internal delegate ValueTask ChannelReceiver(byte channel, ReadOnlyMemory<byte> data, CancellationToken ct);

/// <summary>A WebSocket that carries several channels: the first byte of each message is the channel; in base64, its first digit.</summary>
internal sealed class ChannelSocket(WebSocket socket, bool base64, CancellationToken connection) : IDisposable
{
    private const int MaxText = 4 * 1024 * 1024;
    private readonly SemaphoreSlim sending = new(1, 1);

    /// <summary>Sends one message. The token ends the wait for one's turn; a message begun is cut short by the connection's end only.</summary>
    /// <exception cref="IOException">The other side is gone.</exception>
    public async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        byte[] message = base64
            ? [(byte)('0' + channel), .. Encoding.ASCII.GetBytes(Convert.ToBase64String(data.Span))]
            : [channel, .. data.Span];
        await sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(message, base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, true, connection);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            throw new IOException("the other side is gone", e);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Reads until the other side closes or is gone; nothing it sends makes this throw.</summary>
    public async Task ReceiveAsync(ChannelReceiver take)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
        try
        {
            await (base64 ? ReceiveTextAsync(buffer, take) : ReceiveBinaryAsync(buffer, take));
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException)
        {
            // It broke off, or the session is over.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        sending.Dispose();
        socket.Dispose();
    }

    public Task EndAsync(Task receiving, TimeProvider time) => socket.EndAsync(receiving, time, connection);

    private async Task ReceiveBinaryAsync(byte[] buffer, ChannelReceiver take)
    {
        int? channel = null;
        while (await socket.ReceiveAsync(buffer.AsMemory(), connection) is { MessageType: not WebSocketMessageType.Close } part)
        {
            var data = buffer.AsMemory(0, part.Count);
            if (channel is null && data.Length > 0)
            {
                (channel, data) = (data.Span[0], data[1..]);
            }
            if (channel is { } known && data.Length > 0)
            {
                await take((byte)known, data, connection);
            }
            channel = part.EndOfMessage ? null : channel;
        }
    }

    private async Task ReceiveTextAsync(byte[] buffer, ChannelReceiver take)
    {
        var text = new ArrayBufferWriter<byte>();
        while (await socket.ReceiveAsync(buffer.AsMemory(), connection) is { MessageType: not WebSocketMessageType.Close } part)
        {
            text.Write(buffer.AsSpan(0, part.Count));
            if (text.WrittenCount > MaxText)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.MessageTooBig, null, connection);
                return;
            }
            if (part.EndOfMessage)
            {
                var message = text.WrittenMemory.ToArray();
                text.ResetWrittenCount();
                if (message.Length > 1 && Decode(message.AsMemory(1)) is { Length: > 0 } data)
                {
                    await take((byte)(message[0] - '0'), data, connection);
                }
            }
        }
    }

    /// <summary>What is no base64 is passed by, as nothing.</summary>
    private static Memory<byte> Decode(Memory<byte> text) =>
        Base64.DecodeFromUtf8InPlace(text.Span, out var count) == OperationStatus.Done ? text[..count] : default;
}
