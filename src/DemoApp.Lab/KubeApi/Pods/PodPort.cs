using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Joins a client's connection with a port of a pod.</summary>
internal sealed class PodPort(IPodPorts ports, PodTarget target)
{
    /// <summary>Nodes tell the id of the pod's sandbox: 64 hex digits.</summary>
    private readonly string sandbox = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(target.Pod.Uid() ?? "")));

    /// <summary>Copies both ways until the pod's side ends; a client that half-closes still reads what comes.</summary>
    /// <param name="port">The port inside the pod.</param>
    /// <param name="client">The client's connection.</param>
    /// <param name="ct">Cancelled when the client is gone.</param>
    /// <returns>What the node says when it could not connect; null otherwise.</returns>
    public async Task<string?> ForwardAsync(int port, Stream client, CancellationToken ct)
    {
        NetworkStream pod;
        try
        {
            pod = await ports.ConnectAsync(target.Namespace, target.Name, port, ct);
        }
        catch (SocketException)
        {
            return $"error forwarding port {port} to pod {sandbox}, uid : failed to execute portforward in network namespace: " +
                $"failed to connect to localhost:{port} inside namespace \"{sandbox}\", IPv4: dial tcp4 127.0.0.1:{port}: connect: connection refused " +
                "IPv6 dial tcp6: address localhost: no suitable address found ";
        }
        await using (pod)
        {
            using var ends = CancellationTokenSource.CreateLinkedTokenSource(ct);
            var there = CopyAsync(client, pod, ends.Token);
            await CopyAsync(pod, client, ends.Token);
            await ends.CancelAsync();
            await there;
        }
        return null;
    }

    private static async Task CopyAsync(Stream from, Stream to, CancellationToken ct)
    {
        try
        {
            await from.CopyToAsync(to, ct);
            if (to is NetworkStream network)
            {
                network.Socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // One side is gone; the other is told by the end.
        }
    }
}
