using System.Net.Sockets;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>Opens the ports of pods, for <c>kubectl port-forward</c>.</summary>
internal interface IPodPorts
{
    /// <summary>Connects to a port inside a pod; a network stream can be half-closed.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    Task<NetworkStream> ConnectAsync(string ns, string pod, int port, CancellationToken ct);
}
