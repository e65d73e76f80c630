using System.Net;
using System.Net.Sockets;
using DemoApp.Lab.Controllers;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Hosting.Apis;

/// <summary>Finds the address by which a cluster's API server can call this machine.</summary>
internal static class NodeAddress
{
    private const string ControlPlane = "node-role.kubernetes.io/control-plane";

    /// <summary>
    /// The address this machine has towards the cluster's nodes: a kubeconfig may lead to a port of this machine behind which the server
    /// stands in a network of its own, as with kind. Without other nodes, the address towards the server.
    /// </summary>
    public static async Task<IPAddress> FindAsync(IKubernetes client, Uri server, CancellationToken ct)
    {
        var nodes = (await client.CoreV1.ListNodeAsync(cancellationToken: ct)).Items.Where(n => n.Metadata.Name != LabNames.Node)
            .OrderByDescending(n => n.Metadata.Labels?.ContainsKey(ControlPlane) == true);
        foreach (var there in nodes.SelectMany(Internal))
        {
            if (Towards(there) is { } here)
            {
                return here;
            }
        }

        foreach (var there in await Dns.GetHostAddressesAsync(server.DnsSafeHost, ct))
        {
            if (Towards(there) is { } here)
            {
                return here;
            }
        }

        return IPAddress.Loopback;
    }

    /// <summary>A datagram socket that is connected sends nothing, and has the address it would send from.</summary>
    private static IPAddress? Towards(IPAddress there)
    {
        try
        {
            using var socket = new Socket(there.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
            socket.Connect(there, 1);
            return ((IPEndPoint)socket.LocalEndPoint!).Address;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private static IEnumerable<IPAddress> Internal(V1Node node) => (node.Status?.Addresses ?? [])
        .Where(a => a.Type == "InternalIP").Select(a => IPAddress.TryParse(a.Address, out var ip) ? ip : null).OfType<IPAddress>();
}
