using System.Net.Sockets;
using DemoApp.Lab.Database;
using Garnet;
using Garnet.server;
using Tsavorite.core;

namespace DemoApp.Lab.Tests.Database.Commands;

/// <summary>A real Garnet, all in memory, on a Unix socket.</summary>
internal sealed class MemoryNode : IAsyncDisposable
{
    private readonly GarnetServer server;
    private readonly string path;

    private MemoryNode(GarnetServer server, string path, RespConnection connection)
    {
        this.server = server;
        this.path = path;
        Connection = connection;
    }

    public RespConnection Connection { get; }

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
        return new MemoryNode(server, path, await RespConnection.ConnectAsync(address, ct));
    }

    public async Task<RespValue> AskAsync(CancellationToken ct, params byte[][] command)
    {
        Connection.Write(command);
        await Connection.FlushAsync(ct);
        return await Connection.ReadAsync(ct);
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        await Task.Run(server.Dispose);
        File.Delete(path);
    }
}
