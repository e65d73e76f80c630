using DemoApp.Lab.Controllers.Pods;
using DemoApp.Lab.Controllers.Pods.Nodes;
using k8s;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers;

/// <summary>What every controller of one cluster needs.</summary>
internal sealed record ClusterContext(
    IKubernetes Client,
    string Namespace,
    string Rec,
    TimeProvider Time,
    Pace Pace,
    EventRecorder Events,
    PodLogBook Logs,
    ILoggerFactory Loggers)
{
    /// <summary>The node the lab's pods live on.</summary>
    public NodeEndpoint Node { get; init; } = NodeEndpoint.Own;

    public Task Wait(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(Pace.Of(wait), Time, cancellationToken);

    /// <summary>Writes to the operator's log, the one `kubectl logs deploy/redis-enterprise-operator` reads.</summary>
    public void OperatorSays(string line) => Logs.WriteByPrefix(LabNames.OperatorDeployment + "-", LabNames.OperatorDeployment, line);
}
