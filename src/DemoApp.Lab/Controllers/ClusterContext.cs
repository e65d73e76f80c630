using DemoApp.Lab.Controllers.Pods;
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
    public Task Wait(TimeSpan wait, CancellationToken cancellationToken) => Task.Delay(Pace.Of(wait), Time, cancellationToken);

    /// <summary>Writes to the operator's log, the one `kubectl logs deploy/redis-enterprise-operator` reads.</summary>
    public void OperatorSays(string line) =>
        Logs.WriteByPrefix(Namespace, LabNames.OperatorDeployment + "-", LabNames.OperatorDeployment, line);
}
