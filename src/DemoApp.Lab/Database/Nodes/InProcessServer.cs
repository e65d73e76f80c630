using System.Net;
using Garnet.networking;
using Garnet.server;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>Stands where Garnet expects its TCP listener: listens to nothing, hands out sessions to callers in this process.</summary>
internal sealed class InProcessServer() : GarnetServerBase(Nowhere, networkBufferSize: 1 << 16)
{
    /// <summary>Garnet names its address in its log and in INFO; nobody listens there.</summary>
    public static readonly IPEndPoint Nowhere = new(IPAddress.Loopback, 0);

    private readonly Lock gate = new();
    private readonly HashSet<IMessageConsumer> sessions = [];

    public IMessageConsumer Open(INetworkSender replies)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(Disposed, this);
            var provider = GetSessionProviders()[WireFormat.ASCII];
            AddSession(WireFormat.ASCII, ref provider, replies, out var session);
            IncrementConnectionsReceived();
            sessions.Add(session);
            return session;
        }
    }

    public void Close(IMessageConsumer session)
    {
        lock (gate)
        {
            if (!sessions.Remove(session))
            {
                return;
            }
        }

        IncrementConnectionsDisposed();
        session.Dispose();
    }

    public override IEnumerable<IMessageConsumer> ActiveConsumers()
    {
        lock (gate)
        {
            return [.. sessions];
        }
    }

    public override IEnumerable<IClusterSession> ActiveClusterSessions() => [];

    public override void Start()
    {
    }

    public override void Close()
    {
    }
}
