using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets.Rollouts;

/// <summary>Rolls Deployments out: does what <see cref="RolloutPlan"/> says and reports what became of it.</summary>
internal sealed class DeploymentController(ClusterContext cluster, Informers informers)
{
    private const string Component = "deployment-controller";
    private readonly ReconcileLoop loop = new("deployment", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Deployments, informers.ReplicaSets, informers.Pods], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken) =>
        informers.Deployments.Everywhere.Values.EachAsync(deployment => ReconcileAsync(deployment, cancellationToken), cancellationToken);

    private async Task ReconcileAsync(V1Deployment deployment, CancellationToken cancellationToken)
    {
        (deployment.ApiVersion, deployment.Kind) = ("apps/v1", "Deployment");
        var rollout = new Rollout(deployment, informers.ReplicaSets.Everywhere.Values.Where(s => s.IsOwnedBy(deployment.Metadata)));
        if (RolloutPlan.For(rollout, OldPodsRun(rollout)).Count > 0)
        {
            await FollowAsync(deployment, cancellationToken);
        }

        await ReportAsync(rollout, cancellationToken);
    }

    private bool OldPodsRun(Rollout rollout) => rollout.IsRecreate
        && informers.Pods.Everywhere.Values.Any(p => !p.IsOver() && rollout.Old.Any(s => p.IsOwnedBy(s.Metadata)));

    /// <summary>The cache may be late; what is done is planned from what the server says now.</summary>
    private async Task FollowAsync(V1Deployment seen, CancellationToken cancellationToken)
    {
        var (name, ns) = (seen.Metadata.Name, seen.Metadata.NamespaceProperty);
        var sets = await cluster.Client.AppsV1.ListNamespacedReplicaSetAsync(ns, cancellationToken: cancellationToken);
        var deployment = await cluster.Client.AppsV1.ReadNamespacedDeploymentAsync(name, ns, cancellationToken: cancellationToken);
        var rollout = new Rollout(deployment, sets.Items.Where(s => s.IsOwnedBy(deployment.Metadata)));
        foreach (var step in RolloutPlan.For(rollout, OldPodsRun(rollout)))
        {
            await DoAsync(rollout, step, cancellationToken);
        }
    }

    private async Task DoAsync(Rollout rollout, RolloutStep step, CancellationToken cancellationToken)
    {
        var (apps, deployment, ns) = (cluster.Client.AppsV1, rollout.Deployment, rollout.Deployment.Metadata.NamespaceProperty);
        switch (step)
        {
            case RolloutStep.Create { Set: var set }:
                await apps.CreateNamespacedReplicaSetAsync(set, ns, cancellationToken: cancellationToken);
                await ToldAsync(deployment, set, 0, Rollout.Size(set), cancellationToken);
                break;
            case RolloutStep.Scale(var set, var to):
                var annotations = Revisions.Sizes(rollout.Replicas, rollout.Replicas + rollout.MaxSurge);
                await PatchAsync(set,
                    new { metadata = new { resourceVersion = set.Metadata.ResourceVersion, annotations }, spec = new { replicas = to } });
                await ToldAsync(deployment, set, Rollout.Size(set), to, cancellationToken);
                break;
            case RolloutStep.Annotate mark:
                await PatchAsync(mark.Set, new { metadata = new { annotations = mark.Annotations } });
                break;
            case RolloutStep.Forget { Set: var set }:
                await apps.DeleteNamespacedReplicaSetAsync(set.Metadata.Name, ns, cancellationToken: cancellationToken)
                    .Unless(HttpStatusCode.NotFound);
                break;
            case RolloutStep.Revise { Revision: var revision }:
                var wanted = new Dictionary<string, string> { [Revisions.Revision] = $"{revision}" };
                await apps.PatchNamespacedDeploymentAsync(
                    Patches.Merge(new { metadata = new { annotations = wanted } }), deployment.Metadata.Name, ns,
                        cancellationToken: cancellationToken);
                break;
        }

        Task PatchAsync(V1ReplicaSet set, object change) =>
            apps.PatchNamespacedReplicaSetAsync(Patches.Merge(change), set.Metadata.Name, ns, cancellationToken: cancellationToken);
    }

    private Task ToldAsync(V1Deployment deployment, V1ReplicaSet set, int from, int to, CancellationToken cancellationToken) => from == to
        ? Task.CompletedTask
        : cluster.Events.TellAsync(
            deployment, Component, "ScalingReplicaSet",
            $"Scaled {(to > from ? "up" : "down")} replica set {set.Metadata.Name} from {from} to {to}", cancellationToken);

    private async Task ReportAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var (deployment, now) = (rollout.Deployment, cluster.Time.Seconds());
        var status = RolloutStatus.Of(rollout, now);
        if (RolloutConditions.Deadline(
            deployment, status.Conditions.FirstOrDefault(c => c.Type == RolloutConditions.ProgressingType)) is { } deadline
            && deadline > now)
        {
            loop.WakeAfter(deadline - now, cancellationToken);
        }

        if (!Differs.From(deployment.Status, status))
        {
            return;
        }

        var seen = new V1Deployment { ApiVersion = deployment.ApiVersion, Kind = deployment.Kind, Metadata = deployment.Metadata,
            Spec = deployment.Spec, Status = status };
        await cluster.Client.AppsV1.ReplaceNamespacedDeploymentStatusAsync(
            seen, deployment.Metadata.Name, deployment.Metadata.NamespaceProperty, cancellationToken: cancellationToken).UnlessOvertaken();
    }
}
