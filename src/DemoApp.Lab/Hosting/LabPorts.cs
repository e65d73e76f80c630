using System.Net;
using System.Net.Sockets;

namespace DemoApp.Lab.Hosting;

/// <summary>The ports of one cluster.</summary>
/// <param name="Kubernetes">Of its API server; 0 when that is not the lab's.</param>
/// <param name="Testdb">Of service testdb.</param>
/// <param name="TestdbFederated">Of service testdb-federated.</param>
internal sealed record LabClusterPorts(int Kubernetes, int Testdb, int TestdbFederated);

/// <summary>Which ports each cluster gets. A taken one is found here, before anything starts.</summary>
internal static class LabPorts
{
    public const int TestdbStep = 1000;

    /// <exception cref="LabConfigurationException">One line for each setting whose ports are taken.</exception>
    public static IReadOnlyList<LabClusterPorts> Choose(LabOptions options)
    {
        var held = new List<Socket>();
        var taken = new List<(string Key, int First, int Port, SocketError Why)>();
        try
        {
            // All are held until all are chosen, so that no port is handed out twice.
            var ports = Enumerable.Range(0, options.Clusters)
                .Select(n => new LabClusterPorts(
                    options.Kubeconfig is null ? Hold(nameof(LabOptions.KubernetesPort), options.KubernetesPort, n) : 0,
                    Hold(nameof(LabOptions.TestdbPort), options.TestdbPort, TestdbStep * n),
                    Hold(nameof(LabOptions.TestdbPort), options.TestdbPort, (TestdbStep * n) + 1)))
                .ToArray();
            return taken.Count == 0 ? ports : throw new LabConfigurationException(string.Join('\n', taken.GroupBy(t => t.Key).Select(Line)));
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
                taken.Add((key, first, port, e.SocketErrorCode));
                return port;
            }
        }
    }

    private static string Line(IGrouping<string, (string Key, int First, int Port, SocketError Why)> of)
    {
        var why = of.All(t => t.Why == SocketError.AddressAlreadyInUse) ? "taken" : $"not to be used ({of.First().Why})";
        var ports = string.Join(", ", of.Select(t => $"127.0.0.1:{t.Port}"));
        return $"Lab:{of.Key} {of.First().First}: {ports} {(of.Count() == 1 ? "is" : "are")} {why}. Stop the other program or set Lab:{of.Key}.";
    }
}
