using System.Net;
using System.Net.Sockets;

namespace DemoApp.Tests.Shop;

/// <summary>A TCP proxy that counts how often the talk turns from asking to answering: the round trips.</summary>
internal sealed class RoundTripCounter : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private int turns;
    private int asking;

    public RoundTripCounter(int target)
    {
        this.target = target;
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public int Turns => Volatile.Read(ref turns);

    public void Dispose() => listener.Dispose();

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync());
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            await server.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), () => Interlocked.Exchange(ref asking, 1)),
                PumpAsync(server.GetStream(), client.GetStream(), () =>
                {
                    if (Interlocked.Exchange(ref asking, 0) == 1)
                    {
                        Interlocked.Increment(ref turns);
                    }
                }));
        }
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Action moved)
    {
        try
        {
            var buffer = new byte[64 * 1024];
            for (int length; (length = await from.ReadAsync(buffer)) > 0;)
            {
                moved();
                await to.WriteAsync(buffer.AsMemory(0, length));
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // One side left.
        }
    }
}
