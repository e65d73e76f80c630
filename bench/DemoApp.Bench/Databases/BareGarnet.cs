using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;
using Tsavorite.core;

namespace DemoApp.Bench.Databases;

/// <summary>The peer that testdb is measured against: the same Garnet with nothing in front of it and nothing kept, in a process of its own.</summary>
internal static class BareGarnet
{
    public const string Argument = "bare-garnet";

    /// <summary>Prints its port; ends with its input.</summary>
    public static async Task RunAsync()
    {
        var port = FreePort();
        var options = new GarnetServerOptions(null!)
        {
            EndPoints = [new IPEndPoint(IPAddress.Loopback, port)],
            LogMemorySize = "512m",
            PageSize = "1m",
            IndexMemorySize = "1m",
            BufferPoolMemoryBudget = "8m",
            DeviceType = DeviceType.RandomAccess,
            QuietMode = true,
            MaxDatabases = 1,
        };
        using var server = new GarnetServer(options);
        server.Start();
        Console.WriteLine(port);
        await Console.In.ReadToEndAsync();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
