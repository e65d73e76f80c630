using System.Net.Sockets;
using DemoApp.Lab.Database.Nodes;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// Sends what is in the reply buffer of a connection. Once the client subscribes, others write into that buffer at any time; then it is
/// sent from wherever it grows, one send at a time.
/// </summary>
internal sealed class ClientOutput(Socket socket, CancellationToken ct) : IDisposable
{
    /// <summary>As Redis' client-output-buffer-limit for pubsub: a subscriber that does not read is dropped.</summary>
    private const int Largest = 32 * 1024 * 1024;

    private readonly SemaphoreSlim sending = new(1);
    private bool shared;
    private int scheduled;

    public ReplyBuffer Replies { get; } = Named(socket);

    public bool HasSubscribed => shared;

    /// <summary>The client subscribes: from now on published messages come at any time.</summary>
    public void Share(Action dropped)
    {
        if (shared)
        {
            return;
        }

        shared = true;
        Replies.Written = () =>
        {
            if (Replies.Length > Largest)
            {
                dropped();
            }
            else if (Interlocked.Exchange(ref scheduled, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static output => _ = output.SendPublishedAsync(), this, preferLocal: false);
            }
        };
    }

    public ValueTask FlushAsync()
    {
        if (shared)
        {
            return FlushSharedAsync();
        }

        if (Replies.Length == 0)
        {
            return ValueTask.CompletedTask;
        }

        return FlushOwnAsync();
    }

    /// <summary>Published messages that still come are for nobody.</summary>
    public void Dispose()
    {
        Replies.Written = null;
        sending.Dispose();
    }

    private static ReplyBuffer Named(Socket socket)
    {
        try
        {
            return new ReplyBuffer { RemoteEndpointName = $"{socket.RemoteEndPoint}", LocalEndpointName = $"{socket.LocalEndPoint}" };
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It is gone before it was looked at.
            return new ReplyBuffer();
        }
    }

    private async ValueTask FlushOwnAsync()
    {
        for (var rest = Replies.Memory; rest.Length > 0;)
        {
            rest = rest[await socket.SendAsync(rest, SocketFlags.None, ct)..];
        }

        Replies.Clear();
    }

    private async ValueTask FlushSharedAsync()
    {
        await sending.WaitAsync(ct);
        try
        {
            for (var rest = Replies.Take(); rest.Length > 0;)
            {
                rest = rest[await socket.SendAsync(rest, SocketFlags.None, ct)..];
            }
        }
        finally
        {
            sending.Release();
        }
    }

    private async Task SendPublishedAsync()
    {
        Interlocked.Exchange(ref scheduled, 0);
        try
        {
            await FlushSharedAsync();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The connection's own loop sees it too, and ends.
        }
    }
}
