using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Chaos;
using DemoApp.Lab.Controllers.Federation;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Hosting;

/// <summary>What a person installs before the workshop: the definition, the operator, the rec. The operator makes the rest. Idempotent.</summary>
internal sealed class LabObjects(IKubernetes client, string ns, string rec, TimeProvider time)
{
    private static readonly TimeSpan EstablishedPoll = TimeSpan.FromMilliseconds(20);

    private static readonly (string File, string Name)[] Definitions =
    [
        ("rec-crd.yaml", $"{LabNames.RecPlural}.{LabNames.RecGroup}"),
        ("remote-cluster-crd.yaml", $"{RemoteClusterResource.Plural}.{RemoteClusterResource.Group}"),
        ("network-chaos-crd.yaml", $"{ChaosResource.NetworkPlural}.{ChaosResource.Group}"),
        ("pod-chaos-crd.yaml", $"{ChaosResource.PodPlural}.{ChaosResource.Group}"),
    ];

    public async Task ApplyAsync(CancellationToken ct)
    {
        await CreateAsync("node.yaml", (V1Node o) => client.CoreV1.CreateNodeAsync(o, cancellationToken: ct));
        await CreateAsync("namespace.yaml", (V1Namespace o) => client.CoreV1.CreateNamespaceAsync(o, cancellationToken: ct));
        foreach (var (file, name) in Definitions)
        {
            await CreateAsync(file, (V1CustomResourceDefinition o) => client.ApiextensionsV1.CreateCustomResourceDefinitionAsync(o, cancellationToken: ct));
            await EstablishedAsync(name, ct);
        }
        foreach (var file in (string[])["rec-view-role.yaml", "rec-edit-role.yaml"])
        {
            await CreateAsync(file, (V1ClusterRole o) => client.RbacAuthorizationV1.CreateClusterRoleAsync(o, cancellationToken: ct));
        }
        foreach (var file in (string[])["operator.yaml", "demoapp.yaml"])
        {
            await CreateAsync(file, (V1Deployment o) => client.AppsV1.CreateNamespacedDeploymentAsync(o, ns, cancellationToken: ct));
        }
        foreach (var file in (string[])["environment.yaml", "demoapp-route.yaml"])
        {
            await CreateAsync(file, (V1ConfigMap o) => client.CoreV1.CreateNamespacedConfigMapAsync(o, ns, cancellationToken: ct));
        }
        await CreateAsync("secret.yaml", (V1Secret o) => client.CoreV1.CreateNamespacedSecretAsync(o, ns, cancellationToken: ct));
        await client.CustomObjects.CreateNamespacedCustomObjectAsync(Rec(), LabNames.RecGroup, LabNames.RecVersion, ns, LabNames.RecPlural, cancellationToken: ct)
            .Unless(HttpStatusCode.Conflict);
    }

    private async Task EstablishedAsync(string name, CancellationToken ct)
    {
        while ((await client.ApiextensionsV1.ReadCustomResourceDefinitionAsync(name, cancellationToken: ct)).Status?.Conditions?
            .Any(c => c is { Type: "Established", Status: "True" }) != true)
        {
            await Task.Delay(EstablishedPoll, time, ct);
        }
    }

    private object Rec() => new
    {
        apiVersion = $"{LabNames.RecGroup}/{LabNames.RecVersion}",
        kind = LabNames.RecKind,
        metadata = new { name = rec, @namespace = ns, labels = new { app = LabNames.AppValue } },
        spec = new { nodes = 3, redisEnterpriseImageSpec = new { versionTag = "7.22.0-28" }, persistentSpec = new { enabled = true, volumeSize = "1Gi" } },
    };

    private async Task CreateAsync<T>(string file, Func<T, Task> create) =>
        await create(KubernetesYaml.Deserialize<T>(Text(file))).Unless(HttpStatusCode.Conflict);

    private string Text(string file)
    {
        using var stream = typeof(LabObjects).Assembly.GetManifestResourceStream($"DemoApp.Lab.Hosting.Manifests.{file}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("$REC", rec, StringComparison.Ordinal).Replace("$NAMESPACE", ns, StringComparison.Ordinal);
    }
}
