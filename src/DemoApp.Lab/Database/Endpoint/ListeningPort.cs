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
        (socket, EndPoint) = BindAnywhere();
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
            socket = Bind(EndPoint);
        }
    }

    public async ValueTask DisposeAsync()
    {
        listening?.Cancel();
        listening?.Dispose();
        socket.Dispose();
        await accepting;
    }

    /// <summary>By its number: the kernel takes a port back that it chose itself, as soon as the socket listens no more.</summary>
    private static (Socket Socket, IPEndPoint EndPoint) BindAnywhere()
    {
        while (true)
        {
            var any = new IPEndPoint(IPAddress.Loopback, 0);
            using (var choice = Bind(any))
            {
                any = (IPEndPoint)choice.LocalEndPoint!;
            }

            try
            {
                return (Bind(any), any);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
            {
                // Somebody was given it in between; there are others.
            }
        }
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            bound.Bind(endPoint);
            return bound;
        }
        catch (SocketException)
        {
            bound.Dispose();
            throw;
        }
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
