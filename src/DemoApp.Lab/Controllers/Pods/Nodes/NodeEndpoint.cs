namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>Where the API server reaches the kubelet of the lab's node.</summary>
/// <param name="Address">IP address.</param>
/// <param name="KubeletPort">TCP port.</param>
/// <param name="IsGuest">The node stands beside nodes that are not the lab's: only pods that ask for it may land on it.</param>
internal sealed record NodeEndpoint(string Address, int KubeletPort, bool IsGuest)
{
    /// <summary>Of a cluster that is the lab's own: nobody calls there.</summary>
    public static NodeEndpoint Own { get; } = new("127.0.0.1", 10250, false);
}
