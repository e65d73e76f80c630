using System.Net.Sockets;
using System.Threading.Channels;

namespace DemoApp.Lab.Network.Faults;

/// <summary>Copies one direction while it has, or once had, a fault: a chunk read is not sent before it is due.</summary>
internal static class FaultyCopy
{
    private const int ChunkSize = 16 * 1024;

    /// <summary>What is on its way is bounded, as a TCP window is: beyond it the sender waits.</summary>
    private const int ChunksOnTheWay = 64;

    /// <param name="first">What was read already.</param>
    /// <exception cref="SocketException">One of the two is gone.</exception>
    public static async Task RunAsync(Socket from, Socket to, byte[] first, TrafficFlow flow, CancellationTokenSource either)
    {
        var way = Channel.CreateBounded<(byte[] Bytes, DateTimeOffset Due)>(ChunksOnTheWay);
        await way.Writer.WriteAsync((first, flow.DueOf(first.Length)), either.Token);
        var reading = ReadAsync(from, way.Writer, flow, either);
        await foreach (var (bytes, due) in way.Reader.ReadAllAsync(either.Token))
        {
            await flow.UntilAsync(due, either.Token);
            for (var sent = 0; sent < bytes.Length;)
            {
                sent += await to.SendAsync(bytes.AsMemory(sent), SocketFlags.None, either.Token);
            }
        }
        await reading;
    }

    private static async Task ReadAsync(
        Socket from, ChannelWriter<(byte[] Bytes, DateTimeOffset Due)> way, TrafficFlow flow, CancellationTokenSource either)
    {
        try
        {
            var buffer = new byte[ChunkSize];
            while (await from.ReceiveAsync(buffer, SocketFlags.None, either.Token) is > 0 and var read)
            {
                await way.WriteAsync((buffer[..read], flow.DueOf(read)), either.Token);
            }
            if (flow.IsPointless)
            {
                await either.CancelAsync();
            }
            way.TryComplete();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            way.TryComplete(e);
        }
    }
}
