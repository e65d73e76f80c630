using System.Net;
using System.Net.Sockets;

namespace DemoApp.Tests.Testdb.Routes;

/// <summary>A service over several databases: each new connection goes to the next of them.</summary>
internal sealed class SpreadingService : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private CancellationTokenSource broken = new();
    private volatile bool freezes;

    public SpreadingService(params int[] ports)
    {
        listener.Start();
        _ = AcceptAsync(ports);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>The connections there are stay open and carry nothing any more; new ones are well.</summary>
    public void FreezeConnections() => Break(freeze: true);

    public void CloseConnections() => Break(freeze: false);

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
        broken.Dispose();
    }

    private void Break(bool freeze)
    {
        freezes = freeze;
        Interlocked.Exchange(ref broken, new()).Cancel();
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

    private async Task SpliceAsync(TcpClient client, int port, CancellationToken ct)
    {
        var end = broken.Token;
        using var database = new TcpClient();
        using (client)
        {
            try
            {
                await database.ConnectAsync(IPAddress.Loopback, port, ct);
                var (near, far) = (client.GetStream(), database.GetStream());
                using var either = CancellationTokenSource.CreateLinkedTokenSource(end, ct);
                await Task.WhenAny(near.CopyToAsync(far, either.Token), far.CopyToAsync(near, either.Token));
                if (end.IsCancellationRequested && freezes)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
            {
                // Either end has left.
            }
        }
    }
}
