using System.Net;
using System.Net.Sockets;

namespace DemoApp.Bench.Running;

/// <summary>Where a lab listens; 0 for ports it finds itself.</summary>
internal sealed record LabPorts(int Kubernetes, int Testdb)
{
    private const int Step = 1000;

    public static readonly LabPorts Free = new(0, 0);

    /// <summary>Of testdb of cluster n, where a port was given.</summary>
    public IPEndPoint TestdbOf(int n) => new(IPAddress.Loopback, Testdb + (Step * n));

    /// <summary>Ports that are free now and stay the same when the program starts again.</summary>
    public static LabPorts Fixed(int clusters)
    {
        while (true)
        {
            var start = Random.Shared.Next(20_000, 30_000);
            int[] all = [.. Enumerable.Range(0, clusters).SelectMany(n => (int[])[start + n, start + 100 + (Step * n), start + 101 + (Step * n)])];
            if (all.All(IsFree))
            {
                return new(start, start + 100);
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
