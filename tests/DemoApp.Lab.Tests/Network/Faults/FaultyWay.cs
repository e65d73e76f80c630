using System.Net;
using System.Net.Sockets;
using DemoApp.Lab.Network;
using DemoApp.Lab.Network.Faults;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Network.Faults;

/// <summary>A client and a server on the two sides of a service address, and the faults between them.</summary>
internal sealed class FaultyWay : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ServiceAddress address = new(new(IPAddress.Loopback, 0), TimeProvider.System, NullLogger.Instance);

    public FaultyWay()
    {
        listener.Start();
        address.SetBackends([new((IPEndPoint)listener.LocalEndpoint, Traffic)]);
    }

    public static TrafficFault Cut { get; } = TrafficFault.None with { Cut = true };

    public TrafficShape Traffic { get; } = new();

    public async Task<(Socket Client, Socket Server)> ConnectAsync()
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(address.Listen, TestContext.Current.CancellationToken);
        return (client, await listener.AcceptSocketAsync(TestContext.Current.CancellationToken));
    }

    public static async Task SendAsync(Socket socket, string text) =>
        await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>What comes next, "" at the end, "reset" after one.</summary>
    public static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[4096];
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            return System.Text.Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, patience.Token));
        }
        catch (SocketException)
        {
            return "reset";
        }
    }

    public async ValueTask DisposeAsync()
    {
        await address.DisposeAsync();
        listener.Dispose();
    }
}
