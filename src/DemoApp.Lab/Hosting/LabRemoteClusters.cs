using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Federation;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Hosting;

/// <summary>Makes the other clusters known to this one: a Secret with a kubeconfig and a RemoteClusterConfiguration for each. Idempotent.</summary>
/// <param name="client">Of this cluster.</param>
/// <param name="ns">Where the Secrets are.</param>
/// <param name="others">The kubeconfig of each other cluster, by its name.</param>
internal sealed class LabRemoteClusters(IKubernetes client, string ns, IReadOnlyDictionary<string, string> others)
{
    public async Task ApplyAsync(CancellationToken ct)
    {
        foreach (var (name, kubeconfig) in others)
        {
            var secret = Secret(name, kubeconfig);
            await client.CoreV1.CreateNamespacedSecretAsync(secret, ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
            // One from the start before may name a port of that time.
            await client.CoreV1.PatchNamespacedSecretAsync(Patches.Merge(new { data = secret.Data }), secret.Metadata.Name, ns, cancellationToken: ct);
            await client.CustomObjects.CreateClusterCustomObjectAsync(
                    Configuration(name), RemoteClusterResource.Group, RemoteClusterResource.Version, RemoteClusterResource.Plural, cancellationToken: ct)
                .Unless(HttpStatusCode.Conflict);
        }
    }

    private static string SecretName(string cluster) => "remote-cluster-" + cluster;

    private V1Secret Secret(string cluster, string kubeconfig) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Type = "Opaque",
        Metadata = new V1ObjectMeta { Name = SecretName(cluster), NamespaceProperty = ns },
        Data = new Dictionary<string, byte[]> { ["datastoreType"] = "kubernetes"u8.ToArray(), ["kubeconfig"] = System.Text.Encoding.UTF8.GetBytes(kubeconfig) },
    };

    private RemoteClusterResource Configuration(string cluster) => new()
    {
        Metadata = new V1ObjectMeta { Name = cluster },
        Spec = new() { ClusterAccessSecret = new V1ObjectReference { Kind = "Secret", Name = SecretName(cluster), NamespaceProperty = ns } },
    };
}
