using System.IO.Pipelines;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>
/// One exec over a WebSocket: binary frames whose first byte is the channel, by the protocols v4 and v5.channel.k8s.io.
/// </summary>
internal sealed class ExecSession(WebSocket socket, bool canCloseStdin) : IDisposable
{
    private const byte Stdin = 0, Stdout = 1, Stderr = 2, Error = 3, Close = 255;
    private static readonly string[] Protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];
    private readonly SemaphoreSlim sending = new(1, 1);

    public delegate Task<int> Command(Stream stdin, Stream stdout, Stream stderr, CancellationToken ct);

    /// <exception cref="ApiError">403 when no offered subprotocol is spoken here.</exception>
    public static async Task RunAsync(HttpContext http, Command command, CancellationToken ct)
    {
        var offered = http.WebSockets.WebSocketRequestedProtocols;
        var protocol = Protocols.FirstOrDefault(offered.Contains) ?? throw new ApiError(403, "Forbidden", $"no protocol of [{string.Join(' ', offered)}] is spoken here; v5.channel.k8s.io and v4.channel.k8s.io are");
        using var socket = await http.WebSockets.AcceptWebSocketAsync(protocol);
        using var session = new ExecSession(socket, protocol == Protocols[0]);
        await session.ServeAsync(command, ct);
    }

    public void Dispose() => sending.Dispose();

    private async Task ServeAsync(Command command, CancellationToken ct)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var stdin = new Pipe();
        await SendAsync(Stdout, ReadOnlyMemory<byte>.Empty, ct);
        var receiving = ReceiveAsync(stdin.Writer, ends);
        JsonObject status;
        try
        {
            var exit = await command(stdin.Reader.AsStream(), new ChannelStream(this, Stdout), new ChannelStream(this, Stderr), ends.Token);
            status = exit == 0 ? new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" } : Failed(exit);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            return;
        }
        await SendAsync(Error, Encoding.UTF8.GetBytes(status.ToJsonString()), ct);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", ct);
        await receiving;
    }

    private static JsonObject Failed(int exit) => new()
    {
        ["metadata"] = new JsonObject(), ["status"] = "Failure",
        ["message"] = $"command terminated with non-zero exit code: exit status {exit}", ["reason"] = "NonZeroExitCode",
        ["details"] = new JsonObject { ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = $"{exit}" }) },
    };

    /// <summary>Reads until the caller closes; a caller that leaves ends the command.</summary>
    private async Task ReceiveAsync(PipeWriter stdin, CancellationTokenSource ends)
    {
        var buffer = new byte[32 * 1024];
        byte channel = Stdin;
        var start = true;
        try
        {
            while (true)
            {
                var frame = await socket.ReceiveAsync(buffer.AsMemory(), ends.Token);
                if (frame.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }
                var data = buffer.AsMemory(0, frame.Count);
                if (start && data.Length > 0)
                {
                    (channel, data) = (data.Span[0], data[1..]);
                }
                start = frame.EndOfMessage;
                if (channel == Stdin && data.Length > 0)
                {
                    await stdin.WriteAsync(data, ends.Token);
                }
                else if (channel == Close && canCloseStdin && data.Span is [Stdin])
                {
                    await stdin.CompleteAsync();
                }
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or InvalidOperationException)
        {
            // The connection broke or the session ended.
        }
        await stdin.CompleteAsync();
        await ends.CancelAsync();
    }

    private async Task SendAsync(byte channel, ReadOnlyMemory<byte> data, CancellationToken ct)
    {
        var frame = new byte[data.Length + 1];
        frame[0] = channel;
        data.CopyTo(frame.AsMemory(1));
        await sending.WaitAsync(ct);
        try
        {
            await socket.SendAsync(frame, WebSocketMessageType.Binary, true, ct);
        }
        finally
        {
            sending.Release();
        }
    }

    /// <summary>Everything written goes out as frames of one channel.</summary>
    private sealed class ChannelStream(ExecSession session, byte channel) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (buffer.Length > 0)
            {
                await session.SendAsync(channel, buffer, cancellationToken);
            }
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Write asynchronously.");

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
