using System.Net;
using System.Security.Cryptography;
using System.Text;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Sets;

/// <summary>Keeps the one pod of each Deployment alive. There are no ReplicaSets in the lab; pods are named as if there were.</summary>
internal sealed class DeploymentController(ClusterContext cluster, Informers informers)
{
    private readonly ReconcileLoop loop = new("deployment", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly Dictionary<string, int> born = new(StringComparer.Ordinal);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Deployments, informers.Pods], ReconcileAsync, cancellationToken);

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        foreach (var deployment in informers.Deployments.Current.Values)
        {
            (deployment.ApiVersion, deployment.Kind) = ("apps/v1", "Deployment");
            var pods = informers.Pods.Current.Values.Where(p => p.IsOwnedBy(deployment.Metadata)).ToArray();
            var name = PodName(deployment);
            var wanted = deployment.Spec.Replicas is not 0;
            if (!wanted)
            {
                foreach (var pod in pods.Where(p => p.Metadata.DeletionTimestamp is null))
                {
                    await cluster.Client.CoreV1.DeleteNamespacedPodAsync(
                        pod.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken).Unless(HttpStatusCode.NotFound);
                }
            }
            else if (pods.All(p => p.Metadata.DeletionTimestamp is not null))
            {
                // The name is new for each pod, and the same until the pod is seen: a late cache makes no second one.
                var create = cluster.Client.CoreV1.CreateNamespacedPodAsync(
                    PodOf.Template(deployment, deployment.Spec.Template, name), cluster.Namespace, cancellationToken: cancellationToken);
                await create.Unless(HttpStatusCode.Conflict);
            }
            else if (pods.Any(p => p.Metadata.Name == name && p.Metadata.DeletionTimestamp is null))
            {
                born[deployment.Metadata.Uid] = born.GetValueOrDefault(deployment.Metadata.Uid) + 1;
            }

            await ReportAsync(deployment, pods, cancellationToken);
        }
    }

    private string PodName(V1Deployment deployment)
    {
        var name = deployment.Metadata.Name;
        return $"{name}-{Hash(name, 10)}-{Hash(deployment.Metadata.Uid + born.GetValueOrDefault(deployment.Metadata.Uid), 5)}";
    }

    private static string Hash(string text, int length) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..length];

    private async Task ReportAsync(V1Deployment deployment, V1Pod[] pods, CancellationToken cancellationToken)
    {
        var ready = pods.Count(p => p.IsReady());
        if (deployment.Status is { } s && (s.ReadyReplicas ?? 0) == ready && (s.Replicas ?? 0) == pods.Length)
        {
            return;
        }

        var status = new { replicas = pods.Length, updatedReplicas = pods.Length, readyReplicas = ready, availableReplicas = ready };
        await cluster.Client.AppsV1.PatchNamespacedDeploymentStatusAsync(
            Patches.Merge(new { status }), deployment.Metadata.Name, cluster.Namespace, cancellationToken: cancellationToken)
            .Unless(HttpStatusCode.NotFound);
    }
}
