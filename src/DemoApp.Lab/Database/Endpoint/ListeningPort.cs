using System.Net;
using System.Net.Sockets;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// A port that is bound at construction and stays ours, listening or not: while it does not, connections to it are refused. Not safe for
/// several callers at once.
/// </summary>
internal sealed class ListeningPort : IAsyncDisposable
{
    private const int Backlog = 512;
    private readonly Action<Socket> accept;
    private Socket socket;
    private CancellationTokenSource? listening;
    private Task accepting = Task.CompletedTask;

    /// <param name="accept">Takes each connection.</param>
    public ListeningPort(Action<Socket> accept)
    {
        this.accept = accept;
        EndPoint = new IPEndPoint(IPAddress.Loopback, 0);
        socket = Bind();
        EndPoint = (IPEndPoint)socket.LocalEndPoint!;
    }

    public IPEndPoint EndPoint { get; }

    public bool IsListening => listening is not null;

    public void Listen()
    {
        if (listening is null)
        {
            socket.Listen(Backlog);
            listening = new();
            accepting = AcceptAsync(socket, listening.Token);
        }
    }

    /// <summary>Connections that nobody accepted yet are reset.</summary>
    public void Close()
    {
        if (listening is null)
        {
            return;
        }

        listening.Cancel();
        listening.Dispose();
        listening = null;
        if (OperatingSystem.IsLinux())
        {
            // Leaves the socket bound: between an old socket's end and a new one's bind, any connection outwards may be given the port.
            socket.Shutdown(SocketShutdown.Both);
        }
        else
        {
            socket.Dispose();
            socket = Bind();
        }
    }

    public async ValueTask DisposeAsync()
    {
        listening?.Cancel();
        listening?.Dispose();
        socket.Dispose();
        await accepting;
    }

    private Socket Bind()
    {
        var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(EndPoint);
        return bound;
    }

    private async Task AcceptAsync(Socket listener, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptAsync(stop);
                client.NoDelay = true;
                accept(client);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One that was gone before it was accepted, or the end.
            }
        }
    }
}
