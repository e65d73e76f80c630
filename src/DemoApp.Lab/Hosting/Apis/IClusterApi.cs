using DemoApp.Lab.Controllers.Pods.Nodes;
using k8s;

namespace DemoApp.Lab.Hosting.Apis;

/// <summary>The API server a cluster's controllers work through: the lab's own, or one that is there already.</summary>
internal interface IClusterApi : IAsyncDisposable
{
    Kubernetes Client { get; }

    /// <summary>Where the lab's node is reached; known once started.</summary>
    NodeEndpoint Node { get; }

    /// <summary>It answers, and takes exec and logs of the lab's pods to them.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    Task StartAsync(CancellationToken ct);

    /// <summary>A kubeconfig by which the other clusters' federation may read this one. The lab's objects are there.</summary>
    Task<string> InviteAsync(CancellationToken ct);

    /// <summary>Does the work of a cluster's own programs as long as nobody else does it. Ends when cancelled.</summary>
    /// <param name="manage">The controller manager's.</param>
    /// <param name="schedule">The scheduler's.</param>
    /// <param name="forget">The deletion of old events.</param>
    /// <param name="ct">Ends all of it.</param>
    Task StandInAsync(
        Func<CancellationToken, Task> manage, Func<CancellationToken, Task> schedule, Func<CancellationToken, Task> forget, CancellationToken ct);
}
