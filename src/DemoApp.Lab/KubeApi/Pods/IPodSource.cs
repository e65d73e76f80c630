using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>The pods whose containers are served: all of an API server, or those on one node.</summary>
internal interface IPodSource
{
    /// <exception cref="ApiError">404.</exception>
    ValueTask<PodTarget> FindAsync(ApiPath path, CancellationToken ct);

    /// <summary>Runs work whose token is cancelled once the pod is deleted.</summary>
    Task RunWithinAsync(PodTarget target, Func<CancellationToken, Task> work, CancellationToken ct);
}

/// <summary>What runs the containers. A part that is null answers as a node that cannot be reached.</summary>
internal sealed record ContainerRuntime(IPodExec? Exec, IPodLogs? Logs, IPodPorts? Ports, TimeProvider Time);
