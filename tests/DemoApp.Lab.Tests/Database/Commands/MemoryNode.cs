using System.Buffers;
using System.Net.Sockets;
using DemoApp.Lab.Database;
using Garnet;
using Garnet.server;
using Tsavorite.core;

namespace DemoApp.Lab.Tests.Database.Commands;

/// <summary>A real Garnet, all in memory, on a Unix socket, and one connection to it.</summary>
internal sealed class MemoryNode : IAsyncDisposable
{
    private readonly GarnetServer server;
    private readonly string path;
    private readonly Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly ArrayBufferWriter<byte> toSend = new();
    private byte[] received = new byte[1 << 16];
    private int start;
    private int end;

    private MemoryNode(GarnetServer server, string path)
    {
        this.server = server;
        this.path = path;
    }

    public static async Task<MemoryNode> StartAsync(CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"demoapp-{Guid.NewGuid():N}.sock");
        var address = new UnixDomainSocketEndPoint(path);
        var server = new GarnetServer(new GarnetServerOptions(null!)
        {
            EndPoints = [address],
            UnixSocketPath = path,
            UnixSocketPermission = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            LogMemorySize = "16m",
            PageSize = "1m",
            IndexMemorySize = "1m",
            BufferPoolMemoryBudget = "16m",
            DeviceType = DeviceType.RandomAccess,
            DeviceFactoryCreator = new LocalStorageNamedDeviceFactoryCreator(deviceType: DeviceType.RandomAccess),
            QuietMode = true,
            MaxDatabases = 1,
        });
        server.Start();
        var node = new MemoryNode(server, path);
        await node.socket.ConnectAsync(address, ct);
        return node;
    }

    public async Task<RespValue> AskAsync(CancellationToken ct, params byte[][] command)
    {
        Write(command);
        await FlushAsync(ct);
        return await ReadAsync(ct);
    }

    public void Write(byte[][] command)
    {
        RespWriter.WriteArrayHeader(toSend, command.Length);
        foreach (var arg in command)
        {
            RespWriter.WriteBulk(toSend, arg);
        }
    }

    /// <summary>Commands that are encoded already.</summary>
    public void WriteEncoded(ReadOnlySpan<byte> commands) => toSend.Write(commands);

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
            if (RespReader.TryRead(received.AsSpan(start, end - start), ref position, out var value))
            {
                start += position;
                return value;
            }

            received.AsSpan(start, end - start).CopyTo(received);
            (start, end) = (0, end - start);
            if (end == received.Length)
            {
                Array.Resize(ref received, received.Length * 2);
            }

            var count = await socket.ReceiveAsync(received.AsMemory(end), SocketFlags.None, ct);
            end += count > 0 ? count : throw new IOException("The node closed the connection.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        socket.Dispose();
        await Task.Run(server.Dispose);
        File.Delete(path);
    }
}
