using System.Net;
using System.Net.Sockets;

namespace DemoApp.Tests.Testdb;

/// <summary>A service over several databases: each new connection goes to the next of them.</summary>
internal sealed class SpreadingService : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();

    public SpreadingService(params int[] ports)
    {
        listener.Start();
        _ = AcceptAsync(ports);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync(int[] ports)
    {
        try
        {
            for (var n = 0; ; n++)
            {
                _ = SpliceAsync(await listener.AcceptTcpClientAsync(stop.Token), ports[n % ports.Length], stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task SpliceAsync(TcpClient client, int port, CancellationToken ct)
    {
        using var database = new TcpClient();
        using (client)
        {
            try
            {
                await database.ConnectAsync(IPAddress.Loopback, port, ct);
                var (near, far) = (client.GetStream(), database.GetStream());
                await Task.WhenAny(near.CopyToAsync(far, ct), far.CopyToAsync(near, ct));
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // Either end has left.
            }
        }
    }
}
