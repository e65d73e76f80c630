using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DemoApp.Lab.Database.Old;

/// <summary>The lab's own small client of a node: for counting, saving, and applying effects. One caller at a time.</summary>
internal sealed class RespConnection : IAsyncDisposable
{
    private readonly Socket socket;
    private readonly ReceiveBuffer received = new();
    private readonly ArrayBufferWriter<byte> toSend = new();

    private RespConnection(Socket socket) => this.socket = socket;

    public static async Task<RespConnection> ConnectAsync(EndPoint address, CancellationToken ct)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(address, ct);
            return new RespConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Adds a command to the next <see cref="FlushAsync"/>.</summary>
    public void Write(params ReadOnlySpan<byte[]> args)
    {
        RespWriter.WriteArrayHeader(toSend, args.Length);
        foreach (var arg in args)
        {
            RespWriter.WriteBulk(toSend, arg);
        }
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        for (var rest = toSend.WrittenMemory; rest.Length > 0;)
        {
            rest = rest[await socket.SendAsync(rest, SocketFlags.None, ct)..];
        }

        toSend.ResetWrittenCount();
    }

    public async Task<RespValue> ReadAsync(CancellationToken ct)
    {
        while (true)
        {
            var position = 0;
            if (RespReader.TryRead(received.Span, ref position, out var value))
            {
                received.Consume(position);
                return value;
            }

            if (!await received.ReceiveAsync(socket, ct))
            {
                throw new IOException("The node closed the connection.");
            }
        }
    }

    public async Task<RespValue> AskAsync(CancellationToken ct, params string[] args)
    {
        Write([.. args.Select(Encoding.UTF8.GetBytes)]);
        await FlushAsync(ct);
        return await ReadAsync(ct);
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
