using System.Buffers;
using System.Net.Sockets;
using DemoApp.Lab.Network.Faults;

namespace DemoApp.Lab.Network;

/// <summary>
/// Two sockets made one: both directions copied, a half-close passed on, a break on one side a reset on the other. While the way is
/// cut a client hears of no end; and a client that ends is let go of with its backend, for nothing could reach it any more.
/// </summary>
internal static class Splice
{
    private const int BufferSize = 32 * 1024;

    public static async Task RunAsync(Socket client, Socket backend, TrafficShape traffic, TimeProvider time, CancellationToken ct)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var there = CopyAsync(client, backend, new(traffic, replies: false, time, Random.Shared), either);
        var back = CopyAsync(backend, client, new(traffic, replies: true, time, Random.Shared), either);
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

    private static async Task<bool> CopyAsync(Socket from, Socket to, TrafficFlow flow, CancellationTokenSource either)
    {
        try
        {
            await PumpAsync(from, to, flow, either);
            await flow.EndAsync(either.Token);
            to.Shutdown(SocketShutdown.Send);
            return true;
        }
        catch (SocketException) when (!either.IsCancellationRequested)
        {
            await flow.EndAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other direction ended it, or the lab stops.
        }
        await either.CancelAsync();
        return false;
    }

    private static async Task PumpAsync(Socket from, Socket to, TrafficFlow flow, CancellationTokenSource either)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None, either.Token) is > 0 and var read)
            {
                if (flow.IsFaulty)
                {
                    await FaultyCopy.RunAsync(from, to, buffer[..read], flow, either);
                    return;
                }
                for (var sent = 0; sent < read;)
                {
                    sent += await to.SendAsync(buffer.AsMemory(sent, read - sent), SocketFlags.None, either.Token);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
