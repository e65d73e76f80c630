using System.Net;
using System.Net.Sockets;

namespace DemoApp.Bench.Running;

/// <summary>
/// Ports of the bench's own, below those the kernel gives to connections that go out: one that is closed for a while stays free.
/// </summary>
internal static class Ports
{
    private const int First = 21_000, Last = 32_000;
    private static int next = Random.Shared.Next(First, Last);

    public static int Free()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref next) % (Last - First));
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                return port;
            }
            catch (SocketException)
            {
                // Somebody's.
            }
        }
    }
}
