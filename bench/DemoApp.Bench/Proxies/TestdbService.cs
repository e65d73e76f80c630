using System.Net;
using System.Net.Sockets;
using DemoApp.Bench.Running;

namespace DemoApp.Bench.Proxies;

/// <summary>
/// A service address as Kubernetes has it: gives each new connection to the next database on its list, refuses while there is none, and
/// leaves a connection where it is. Faults are the endpoints'.
/// </summary>
internal sealed class TestdbService : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly List<Task> accepting = [];
    private Socket socket;
    private bool listening;
    private uint next;

    public TestdbService(params IEnumerable<int> databases)
    {
        Port = Ports.Free();
        Endpoints = [.. databases.Select(port => new ServiceEndpoint(port))];
        socket = Bind();
        Listen();
    }

    public int Port { get; }

    public IReadOnlyList<ServiceEndpoint> Endpoints { get; }

    /// <inheritdoc cref="ServiceEndpoint.Become"/>
    public void Set(ServiceEndpoint endpoint, EndpointState state, bool resetOld = false)
    {
        lock (gate)
        {
            // What lets clients in comes last, what keeps them out comes first.
            var open = Endpoints.Any(e => IsReachable(e == endpoint ? state : e.State));
            if (!open)
            {
                Refuse();
            }
            endpoint.Become(state, resetOld);
            if (open)
            {
                Listen();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            listening = false;
            socket.Dispose();
        }
        foreach (var endpoint in Endpoints)
        {
            endpoint.Become(EndpointState.Withdrawn, resetOld: false);
        }
        await Task.WhenAll(accepting);
    }

    private static bool IsReachable(EndpointState state) => state is not (EndpointState.Withdrawn or EndpointState.Closed);

    private void Listen()
    {
        if (!listening)
        {
            listening = true;
            socket.Listen(512);
            accepting.Add(AcceptAsync(socket));
        }
    }

    /// <summary>Bound and not listening: clients are refused, and nobody takes the port.</summary>
    private void Refuse()
    {
        if (listening)
        {
            listening = false;
            socket.Dispose();
            socket = Bind();
        }
    }

    private Socket Bind()
    {
        var bound = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        bound.Bind(new IPEndPoint(IPAddress.Loopback, Port));
        return bound;
    }

    private async Task AcceptAsync(Socket from)
    {
        await Task.Yield();
        try
        {
            while (true)
            {
                var client = await from.AcceptAsync();
                client.NoDelay = true;
                if (Choose() is { } endpoint)
                {
                    _ = endpoint.CarryAsync(client);
                }
                else
                {
                    client.Dispose();
                }
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // No longer listening.
        }
    }

    private ServiceEndpoint? Choose()
    {
        ServiceEndpoint[] listed = [.. Endpoints.Where(e => e.State != EndpointState.Withdrawn)];
        return listed.Length == 0 ? null : listed[next++ % (uint)listed.Length];
    }
}
