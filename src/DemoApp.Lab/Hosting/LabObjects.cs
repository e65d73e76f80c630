using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Federation;
using DemoApp.Lab.Controllers.Pods.Nodes;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Hosting;

/// <summary>What a person installs before the workshop: the definition, the operator, the rec. The operator makes the rest. Idempotent.</summary>
/// <param name="client">Of the cluster.</param>
/// <param name="ns">The namespace all of it is in.</param>
/// <param name="rec">Name of the rec.</param>
/// <param name="time">For waiting.</param>
/// <param name="at">Where the lab's node is; null: in a cluster that is the lab's own.</param>
internal sealed class LabObjects(IKubernetes client, string ns, string rec, TimeProvider time, NodeEndpoint? at = null)
{
    private static readonly TimeSpan EstablishedPoll = TimeSpan.FromMilliseconds(20);

    /// <returns>How the cluster serves RemoteClusterConfigurations.</returns>
    public async Task<RemoteClusterApi> ApplyAsync(CancellationToken ct)
    {
        await client.CoreV1.CreateNodeAsync(Node(), cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        await client.CoreV1.CreateNamespaceAsync(Read<V1Namespace>("namespace.yaml"), cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        await DefineAsync(Read<V1CustomResourceDefinition>("rec-crd.yaml"), ct);
        var (remotes, isServed) = await RemoteClusterApis.FindAsync(client, ct);
        if (!isServed)
        {
            await DefineAsync(RemoteClusterApis.Definition(remotes), ct);
        }

        await DefineAsync(Read<V1CustomResourceDefinition>("network-chaos-crd.yaml"), ct);
        await DefineAsync(Read<V1CustomResourceDefinition>("pod-chaos-crd.yaml"), ct);
        foreach (var role in (string[])["rec-view-role.yaml", "rec-edit-role.yaml"])
        {
            await client.RbacAuthorizationV1.CreateClusterRoleAsync(Read<V1ClusterRole>(role), cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        }

        foreach (var account in Read<V1ServiceAccountList>("accounts.yaml").Items)
        {
            await client.CoreV1.CreateNamespacedServiceAccountAsync(account, ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        }

        foreach (var deployment in (string[])["operator.yaml", "demoapp.yaml"])
        {
            await client.AppsV1.CreateNamespacedDeploymentAsync(Read<V1Deployment>(deployment), ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        }

        foreach (var map in (string[])["environment.yaml", "demoapp-route.yaml"])
        {
            await client.CoreV1.CreateNamespacedConfigMapAsync(Read<V1ConfigMap>(map), ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        }

        await client.CoreV1.CreateNamespacedSecretAsync(Read<V1Secret>("secret.yaml"), ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        await client.CustomObjects.CreateNamespacedCustomObjectAsync(Rec(), LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, cancellationToken: ct)
            .Unless(HttpStatusCode.Conflict);
        return remotes;
    }

    private async Task DefineAsync(V1CustomResourceDefinition definition, CancellationToken ct)
    {
        await client.ApiextensionsV1.CreateCustomResourceDefinitionAsync(definition, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        while ((await client.ApiextensionsV1.ReadCustomResourceDefinitionAsync(definition.Metadata.Name, cancellationToken: ct)).Status?.Conditions?
            .Any(c => c is { Type: "Established", Status: "True" }) != true)
        {
            await Task.Delay(EstablishedPoll, time, ct);
        }
    }

    /// <summary>Beside genuine nodes: with its taint, and without the labels by which clusters give every node their own pods.</summary>
    private V1Node Node()
    {
        var node = Read<V1Node>("node.yaml");
        if (at is { IsGuest: true })
        {
            node.Metadata.Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = LabNames.Node };
            node.Spec = new V1NodeSpec { Taints = [new V1Taint { Key = LabNames.NodeTaint, Effect = "NoSchedule" }] };
        }

        return node;
    }

    private object Rec() => new
    {
        apiVersion = $"{LabNames.RecGroup}/{LabNames.RecVersion}",
        kind = LabNames.RecKind,
        metadata = new { name = rec, @namespace = ns, labels = new { app = LabNames.AppValue } },
        spec = new { nodes = 3, redisEnterpriseImageSpec = new { versionTag = "7.22.0-28" }, persistentSpec = new { enabled = true, volumeSize = "1Gi" } },
    };

    private T Read<T>(string file) => LabManifests.Read<T>(file, ("REC", rec), ("NAMESPACE", ns));
}
