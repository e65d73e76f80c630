using DemoApp.Lab.Controllers.Sets.Errands;
using DemoApp.Lab.Controllers.Sets.Rollouts;
using DemoApp.Lab.Controllers.Sets.Stateful;
using DemoApp.Lab.Controllers.Watching;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>The controllers of workloads: what a genuine cluster's controller manager runs, and a lab that is its own cluster
/// must.</summary>
internal sealed class SetControllers(ClusterContext cluster, Informers informers)
{
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        new DeploymentController(cluster, informers).RunAsync(cancellationToken),
        new ReplicaSetController(cluster, informers).RunAsync(cancellationToken),
        new StatefulSetController(cluster, informers).RunAsync(cancellationToken),
        new DaemonSetController(cluster, informers).RunAsync(cancellationToken),
        new JobController(cluster, informers).RunAsync(cancellationToken));
}
