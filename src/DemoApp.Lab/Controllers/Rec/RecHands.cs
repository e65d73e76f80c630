using System.Net;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>What the operator does to the cluster, and says in its log.</summary>
internal sealed partial class RecHands(ClusterContext cluster, Informers informers)
{
    private const string Component = LabNames.OperatorDeployment;
    private readonly ILogger logger = cluster.Loggers.CreateLogger<RecHands>();

    public Task DoAsync(RecEffect effect, CancellationToken cancellationToken) => effect switch
    {
        RecEffect.Show show => ShowAsync(show, cancellationToken),
        RecEffect.Scale scale => ScaleAsync(scale.Nodes, cancellationToken),
        RecEffect.DeletePods => DeletePodsAsync(cancellationToken),
        RecEffect.ClearRecovery => ClearRecoveryAsync(cancellationToken),
        RecEffect.Tell tell => TellAsync(tell, cancellationToken),
        _ => Task.CompletedTask,
    };

    /// <summary>Makes what is missing beside the nodes. A part of the same name that is there is left as it is.</summary>
    public async Task KeepPartsAsync(RecResource rec, CancellationToken cancellationToken)
    {
        if (informers.Services.Find(rec.Metadata.Name) is null)
        {
            await cluster.Client.CoreV1.CreateNamespacedServiceAsync(
                RecParts.Service(rec), cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict);
        }

        if (informers.Deployments.Find(LabNames.RiggerDeployment(rec.Metadata.Name)) is null)
        {
            await cluster.Client.AppsV1.CreateNamespacedDeploymentAsync(
                RecParts.Rigger(rec), cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict);
        }
    }

    private async Task ShowAsync(RecEffect.Show show, CancellationToken cancellationToken)
    {
        Log.Showed(logger, cluster.Rec, show.State, show.Spec);
        cluster.OperatorSays($"INFO rec {cluster.Rec}: state {show.State}, spec {show.Spec}");
        var status = RecStatusPatch.Of(show, informers.Recs.Find(cluster.Rec)?.Status, cluster.Time.GetUtcNow());
        await cluster.Client.CustomObjects.PatchNamespacedCustomObjectStatusAsync(
            Patches.Merge(status),
            LabNames.RecGroup, LabNames.RecVersion, cluster.Namespace, LabNames.RecPlural, cluster.Rec,
                cancellationToken: cancellationToken);
    }

    private async Task ScaleAsync(int nodes, CancellationToken cancellationToken)
    {
        if (informers.Recs.Find(cluster.Rec) is not { } rec)
        {
            return;
        }

        if (RecNodes.Of(rec, informers).Set is null)
        {
            // One that is there and not ours is of a rec before this one, and on its way out.
            if (informers.StatefulSets.Find(cluster.Rec) is null)
            {
                cluster.OperatorSays($"INFO creating StatefulSet {cluster.Rec} with {nodes} replicas");
                await cluster.Client.AppsV1.CreateNamespacedStatefulSetAsync(
                    NodeSet.Of(rec, nodes), cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.Conflict);
            }

            return;
        }

        cluster.OperatorSays($"INFO scaling StatefulSet {cluster.Rec} to {nodes}");
        await cluster.Client.AppsV1.PatchNamespacedStatefulSetAsync(
            Patches.Merge(new { spec = new { replicas = nodes } }), cluster.Rec, cluster.Namespace, cancellationToken: cancellationToken)
            .Unless(HttpStatusCode.NotFound);
    }

    private async Task DeletePodsAsync(CancellationToken cancellationToken)
    {
        if (informers.Recs.Find(cluster.Rec) is not { } rec)
        {
            return;
        }

        var standing = RecNodes.Of(rec, informers).Pods.Where(p => p.Metadata.DeletionTimestamp is null)
            .Select(p => p.Metadata.Name).ToArray();
        cluster.OperatorSays($"INFO deleting pods {string.Join(", ", standing)}");
        await Task.WhenAll(standing.Select(name => cluster.Client.CoreV1.DeleteNamespacedPodAsync(
            name, cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.NotFound)));
    }

    private Task ClearRecoveryAsync(CancellationToken cancellationToken)
    {
        cluster.OperatorSays($"INFO rec {cluster.Rec}: clearing spec.clusterRecovery");
        return cluster.Client.CustomObjects.PatchNamespacedCustomObjectAsync(
            Patches.Merge(new { spec = new { clusterRecovery = false } }),
            LabNames.RecGroup, LabNames.RecVersion, cluster.Namespace, LabNames.RecPlural, cluster.Rec,
                cancellationToken: cancellationToken);
    }

    private async Task TellAsync(RecEffect.Tell tell, CancellationToken cancellationToken)
    {
        cluster.OperatorSays($"{(tell.Warning ? "WARN" : "INFO")} {tell.Reason}: {tell.Message}");
        if (informers.Recs.Find(cluster.Rec) is { } rec)
        {
            await (tell.Warning
                ? cluster.Events.WarnAsync(rec, Component, tell.Reason, tell.Message, cancellationToken)
                : cluster.Events.TellAsync(rec, Component, tell.Reason, tell.Message, cancellationToken));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "rec {Rec}: {State}, spec {Spec}")]
        public static partial void Showed(ILogger logger, string rec, string state, string spec);
    }
}
