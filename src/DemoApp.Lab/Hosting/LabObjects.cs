using System.Net;
using System.Text.Json.Nodes;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Chaos;
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
internal sealed class LabObjects(Kubernetes client, string ns, string rec, TimeProvider time, NodeEndpoint? at = null)
{
    private const string CustomResourceDefinitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static readonly TimeSpan EstablishedPoll = TimeSpan.FromMilliseconds(20);
    private readonly ManifestSender manifests = new(client);

    /// <returns>How the cluster serves RemoteClusterConfigurations.</returns>
    public async Task<RemoteClusterApi> ApplyAsync(CancellationToken ct)
    {
        await NodeAsync(ct);
        await CreateAsync("api/v1/namespaces", "namespace.yaml", ct);
        var remotes = DefineRemotesAsync(ct);
        await Task.WhenAll(
            DefineAsync($"{LabNames.RecPlural}.{LabNames.RecGroup}", "rec-crd.yaml", ct),
            DefineAsync($"{ChaosResource.NetworkPlural}.{ChaosResource.Group}", "network-chaos-crd.yaml", ct),
            DefineAsync($"{ChaosResource.PodPlural}.{ChaosResource.Group}", "pod-chaos-crd.yaml", ct),
            CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterroles", "rec-view-role.yaml", ct),
            CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterroles", "rec-edit-role.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/configmaps", "environment.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/configmaps", "demoapp-route.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/secrets", "secret.yaml", ct),
            WorkloadsAsync(ct),
            remotes);
        await client.CustomObjects.CreateNamespacedCustomObjectAsync(
            Rec(), LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
        return await remotes;
    }

    /// <summary>Accounts first: admission refuses the pods of a deployment whose account is not there.</summary>
    private async Task WorkloadsAsync(CancellationToken ct)
    {
        await Task.WhenAll(
            CreateAsync($"api/v1/namespaces/{ns}/serviceaccounts", "default-account.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/serviceaccounts", "account.yaml", ct, ("ACCOUNT", LabNames.OperatorDeployment)),
            CreateAsync($"api/v1/namespaces/{ns}/serviceaccounts", "account.yaml", ct, ("ACCOUNT", rec)));
        await CreateAsync($"apis/apps/v1/namespaces/{ns}/deployments", "operator.yaml", ct);
        await CreateAsync($"apis/apps/v1/namespaces/{ns}/deployments", "demoapp.yaml", ct);
    }

    private async Task<RemoteClusterApi> DefineRemotesAsync(CancellationToken ct)
    {
        var (remotes, isServed) = await RemoteClusterApis.FindAsync(client, ct);
        if (!isServed)
        {
            await DefineAsync(remotes.Definition, "remote-cluster-crd.yaml", ct, ("GROUP", remotes.Group), ("VERSION", remotes.Version));
        }
        return remotes;
    }

    private async Task DefineAsync(string name, string file, CancellationToken ct, params (string, string)[] blanks)
    {
        await CreateAsync(CustomResourceDefinitions, file, ct, blanks);
        while (!IsEstablished(await manifests.GetAsync($"{CustomResourceDefinitions}/{name}", ct)))
        {
            await Task.Delay(EstablishedPoll, time, ct);
        }
    }

    private static bool IsEstablished(JsonNode? definition) => (definition?["status"]?["conditions"] as JsonArray ?? [])
        .Any(c => c?["type"]?.GetValue<string>() == "Established" && c["status"]?.GetValue<string>() == "True");

    private Task CreateAsync(string collection, string file, CancellationToken ct, params (string, string)[] blanks) =>
        manifests.CreateAsync(collection, LabManifests.Text(file, [("REC", rec), ("NAMESPACE", ns), .. blanks]), ct);

    /// <summary>Beside genuine nodes: with its taint, and without the labels by which clusters give every node their own pods.</summary>
    private Task NodeAsync(CancellationToken ct)
    {
        if (at is not { IsGuest: true })
        {
            return CreateAsync("api/v1/nodes", "node.yaml", ct);
        }
        var node = LabManifests.Read<V1Node>("node.yaml");
        node.Metadata.Labels = new Dictionary<string, string> { ["kubernetes.io/hostname"] = LabNames.Node };
        node.Spec = new V1NodeSpec { Taints = [new V1Taint { Key = LabNames.NodeTaint, Effect = "NoSchedule" }] };
        return client.CoreV1.CreateNodeAsync(node, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
    }

    private object Rec() => new
    {
        apiVersion = $"{LabNames.RecGroup}/{LabNames.RecVersion}",
        kind = LabNames.RecKind,
        metadata = new { name = rec, @namespace = ns, labels = new { app = LabNames.AppValue } },
        spec = new
        {
            nodes = 3,
            redisEnterpriseImageSpec = new { versionTag = "7.22.0-28" },
            persistentSpec = new { enabled = true, volumeSize = "1Gi" },
        },
    };
}
