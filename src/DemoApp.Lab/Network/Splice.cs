using System.Buffers;
using System.Net.Sockets;

namespace DemoApp.Lab.Network;

/// <summary>Two sockets made one: both directions copied, a half-close passed on, a break on one side a reset on the other.</summary>
internal static class Splice
{
    private const int BufferSize = 32 * 1024;

    public static async Task RunAsync(Socket client, Socket backend, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var there = CopyAsync(client, backend, either);
        var back = CopyAsync(backend, client, either);
        var whole = await there & await back;
        if (!whole)
        {
            Reset(client);
            Reset(backend);
        }
    }

    /// <summary>Closes so that the peer sees a reset, not an orderly end.</summary>
    public static void Reset(Socket socket)
    {
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }

        socket.Dispose();
    }

    private static async Task<bool> CopyAsync(Socket from, Socket to, CancellationTokenSource either)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer, SocketFlags.None, either.Token);
                if (read == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return true;
                }

                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, either.Token);
                }
            }
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            await either.CancelAsync();
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
