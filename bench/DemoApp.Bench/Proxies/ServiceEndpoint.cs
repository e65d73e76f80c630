using System.Net;
using System.Net.Sockets;

namespace DemoApp.Bench.Proxies;

/// <summary>One database behind a service, with the connections that lead to it.</summary>
internal sealed class ServiceEndpoint(int port)
{
    private readonly Lock gate = new();
    private readonly HashSet<Pipe> pipes = [];
    private long sent;

    public EndpointState State { get; private set; }

    public int Port => port;

    /// <summary>Bytes clients have sent here: tells the endpoint in use from the one that is only probed.</summary>
    public long Sent => Interlocked.Read(ref sent);

    /// <summary>Changes what clients meet. Back from a black hole, old connections stay dead unless they are reset.</summary>
    public void Become(EndpointState state, bool resetOld)
    {
        Pipe[] old;
        lock (gate)
        {
            State = state;
            old = [.. pipes];
        }
        foreach (var pipe in old)
        {
            Action change = state switch
            {
                EndpointState.Withdrawn => pipe.Close,
                EndpointState.Closed => pipe.Reset,
                EndpointState.BlackHole => pipe.Die,
                EndpointState.Frozen => pipe.Hold,
                _ => resetOld ? pipe.Reset : pipe.Release,
            };
            change();
        }
    }

    /// <summary>Carries one connection to its end.</summary>
    public async Task CarryAsync(Socket client)
    {
        var lost = State == EndpointState.BlackHole;
        var server = lost ? null : await ConnectAsync();
        var pipe = new Pipe(client, server, length => Interlocked.Add(ref sent, length));
        lock (gate)
        {
            pipes.Add(pipe);
            if (State == EndpointState.Frozen)
            {
                pipe.Hold();
            }
        }
        if (State == EndpointState.Closed || (server is null && !lost))
        {
            pipe.Reset();
        }
        await pipe.RunAsync();
        lock (gate)
        {
            pipes.Remove(pipe);
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        if (State == EndpointState.Closed)
        {
            return null;
        }
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, port);
            return server;
        }
        catch (SocketException)
        {
            server.Dispose();
            return null;
        }
    }
}
