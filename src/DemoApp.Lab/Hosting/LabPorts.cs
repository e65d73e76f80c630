using System.Net;
using System.Net.Sockets;

namespace DemoApp.Lab.Hosting;

/// <summary>The ports of one cluster.</summary>
internal sealed record LabClusterPorts(int Kubernetes, int Testdb, int TestdbFederated);

/// <summary>Which ports each cluster gets. A taken one is found here, before anything starts.</summary>
internal static class LabPorts
{
    public const int TestdbStep = 1000;

    /// <exception cref="LabConfigurationException">One line for each port that is taken.</exception>
    public static IReadOnlyList<LabClusterPorts> Choose(LabOptions options)
    {
        var held = new List<Socket>();
        var taken = new List<string>();
        try
        {
            // All are held until all are chosen, so that no port is handed out twice.
            var ports = Enumerable.Range(0, options.Clusters)
                .Select(n => new LabClusterPorts(
                    Hold(nameof(LabOptions.KubernetesPort), options.KubernetesPort, n),
                    Hold(nameof(LabOptions.TestdbPort), options.TestdbPort, TestdbStep * n),
                    Hold(nameof(LabOptions.TestdbPort), options.TestdbPort, (TestdbStep * n) + 1)))
                .ToArray();
            return taken.Count == 0 ? ports : throw new LabConfigurationException(string.Join('\n', taken));
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }

        int Hold(string key, int first, int offset)
        {
            var port = first == 0 ? 0 : first + offset;
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            held.Add(socket);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
                socket.Listen();
                return ((IPEndPoint)socket.LocalEndPoint!).Port;
            }
            catch (SocketException e)
            {
                var why = e.SocketErrorCode == SocketError.AddressAlreadyInUse ? "is taken" : $"cannot be used ({e.SocketErrorCode})";
                var which = offset == 0 ? $"Lab:{key} {port}" : $"Lab:{key} {first}: port {port}";
                taken.Add($"{which} {why} (127.0.0.1:{port}). Stop the other program or set Lab:{key}.");
                return port;
            }
        }
    }
}
