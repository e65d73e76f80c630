using System.Runtime.CompilerServices;
using Garnet.networking;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>One session of a <see cref="GarnetNode"/>. It is driven by one thread at a time, and no more once the node has ended.</summary>
internal sealed class GarnetSession : IDisposable
{
    private readonly Lock running = new();
    private readonly GarnetNode node;
    private readonly InProcessServer server;
    private readonly IMessageConsumer session;
    private bool closed;

    public GarnetSession(GarnetNode node, InProcessServer server, ReplyBuffer replies)
    {
        (this.node, this.server, Replies) = (node, server, replies);
        session = server.Open(replies);
    }

    public ReplyBuffer Replies { get; }

    /// <summary>Runs whole commands; their replies are added to <see cref="Replies"/>.</summary>
    /// <param name="requests">In a pinned array: Garnet keeps pointers into it, and writes command names in capitals.</param>
    /// <returns>
    /// How many bytes it took; less than all when it could not make sense of the rest, or wants to see the rest of a transaction.
    /// </returns>
    /// <exception cref="ObjectDisposedException">The node has ended.</exception>
    public unsafe int Run(Span<byte> requests)
    {
        // The node's end waits for those that run: Garnet frees the memory they read.
        lock (running)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            return requests.IsEmpty ? 0 : session.TryConsumeMessages((byte*)Unsafe.AsPointer(ref requests[0]), requests.Length);
        }
    }

    public void Dispose()
    {
        node.Forget(this);
        Close();
    }

    internal void Close()
    {
        lock (running)
        {
            if (!closed)
            {
                closed = true;
                server.Close(session);
            }
        }
    }
}
