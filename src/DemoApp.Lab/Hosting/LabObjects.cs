using System.Net;
using System.Text.Json.Nodes;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Chaos;
using DemoApp.Lab.Controllers.Federation;
using k8s;

namespace DemoApp.Lab.Hosting;

/// <summary>What a person installs before the workshop: the definition, the operator, the rec. The operator makes the rest. Idempotent.</summary>
internal sealed class LabObjects(Kubernetes client, string ns, string rec, TimeProvider time)
{
    private const string CustomResourceDefinitions = "apis/apiextensions.k8s.io/v1/customresourcedefinitions";
    private static readonly TimeSpan EstablishedPoll = TimeSpan.FromMilliseconds(20);

    private static readonly (string File, string Name)[] Definitions =
    [
        ("rec-crd.yaml", $"{LabNames.RecPlural}.{LabNames.RecGroup}"),
        ("remote-cluster-crd.yaml", $"{RemoteClusterResource.Plural}.{RemoteClusterResource.Group}"),
        ("network-chaos-crd.yaml", $"{ChaosResource.NetworkPlural}.{ChaosResource.Group}"),
        ("pod-chaos-crd.yaml", $"{ChaosResource.PodPlural}.{ChaosResource.Group}"),
    ];

    private readonly ManifestSender manifests = new(client);

    public async Task ApplyAsync(CancellationToken ct)
    {
        await CreateAsync("api/v1/nodes", "node.yaml", ct);
        await CreateAsync("api/v1/namespaces", "namespace.yaml", ct);
        await Task.WhenAll(Definitions.Select(definition => DefineAsync(definition.File, definition.Name, ct)));
        await Task.WhenAll(
            CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterroles", "rec-view-role.yaml", ct),
            CreateAsync("apis/rbac.authorization.k8s.io/v1/clusterroles", "rec-edit-role.yaml", ct),
            CreateAsync($"apis/apps/v1/namespaces/{ns}/deployments", "operator.yaml", ct),
            CreateAsync($"apis/apps/v1/namespaces/{ns}/deployments", "demoapp.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/configmaps", "environment.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/configmaps", "demoapp-route.yaml", ct),
            CreateAsync($"api/v1/namespaces/{ns}/secrets", "secret.yaml", ct));
        await client.CustomObjects.CreateNamespacedCustomObjectAsync(Rec(), LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, cancellationToken: ct)
            .Unless(HttpStatusCode.Conflict);
    }

    private async Task DefineAsync(string file, string name, CancellationToken ct)
    {
        await CreateAsync(CustomResourceDefinitions, file, ct);
        while (!IsEstablished(await manifests.GetAsync($"{CustomResourceDefinitions}/{name}", ct)))
        {
            await Task.Delay(EstablishedPoll, time, ct);
        }
    }

    private static bool IsEstablished(JsonNode? definition) => (definition?["status"]?["conditions"] as JsonArray ?? [])
        .Any(c => c?["type"]?.GetValue<string>() == "Established" && c["status"]?.GetValue<string>() == "True");

    private Task CreateAsync(string collection, string file, CancellationToken ct) => manifests.CreateAsync(collection, Text(file), ct);

    private object Rec() => new
    {
        apiVersion = $"{LabNames.RecGroup}/{LabNames.RecVersion}",
        kind = LabNames.RecKind,
        metadata = new { name = rec, @namespace = ns, labels = new { app = LabNames.AppValue } },
        spec = new { nodes = 3, redisEnterpriseImageSpec = new { versionTag = "7.22.0-28" }, persistentSpec = new { enabled = true, volumeSize = "1Gi" } },
    };

    private string Text(string file)
    {
        using var stream = typeof(LabObjects).Assembly.GetManifestResourceStream($"DemoApp.Lab.Hosting.Manifests.{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("$REC", rec, StringComparison.Ordinal).Replace("$NAMESPACE", ns, StringComparison.Ordinal);
    }
}
