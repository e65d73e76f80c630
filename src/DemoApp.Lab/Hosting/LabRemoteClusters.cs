using System.Net;
using System.Text;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Controllers.Federation;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Hosting;

/// <summary>Makes the other clusters known to this one: a RemoteClusterConfiguration and its Secret for each. Idempotent.</summary>
/// <param name="client">Of this cluster.</param>
/// <param name="ns">Where the Secrets are.</param>
/// <param name="others">The kubeconfig of each other cluster, by its name.</param>
/// <param name="api">How the cluster serves RemoteClusterConfigurations; null: as Calico's users see them.</param>
internal sealed class LabRemoteClusters(IKubernetes client, string ns, IReadOnlyDictionary<string, string> others, RemoteClusterApi? api = null)
{
    private readonly RemoteClusterApi api = api ?? RemoteClusterApi.Public;

    public async Task ApplyAsync(CancellationToken ct)
    {
        var core = client.CoreV1;
        foreach (var (name, kubeconfig) in others)
        {
            var secret = Secret(name, kubeconfig);
            await core.CreateNamespacedSecretAsync(secret, ns, cancellationToken: ct).Unless(HttpStatusCode.Conflict);
            // One from the start before may name a port of that time.
            var patch = Patches.Merge(new { data = secret.Data });
            await core.PatchNamespacedSecretAsync(patch, secret.Metadata.Name, ns, cancellationToken: ct);
            await CreateAsync(Configuration(name), ct).Unless(HttpStatusCode.Conflict);
        }
    }

    private Task CreateAsync(RemoteClusterResource configuration, CancellationToken ct) => client.CustomObjects.CreateClusterCustomObjectAsync(
        configuration, api.Group, api.Version, RemoteClusterApi.Plural, cancellationToken: ct);

    private static string SecretName(string cluster) => "remote-cluster-" + cluster;

    private V1Secret Secret(string cluster, string kubeconfig) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Type = "Opaque",
        Metadata = new V1ObjectMeta { Name = SecretName(cluster), NamespaceProperty = ns },
        Data = new Dictionary<string, byte[]>
        {
            ["datastoreType"] = "kubernetes"u8.ToArray(),
            ["kubeconfig"] = Encoding.UTF8.GetBytes(kubeconfig),
        },
    };

    private RemoteClusterResource Configuration(string cluster) => new()
    {
        ApiVersion = api.ApiVersion,
        Metadata = new V1ObjectMeta { Name = cluster },
        Spec = new() { ClusterAccessSecret = new() { Kind = "Secret", Name = SecretName(cluster), NamespaceProperty = ns } },
    };
}
