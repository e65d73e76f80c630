using System.Text;
using k8s;
using k8s.Exceptions;
using k8s.Models;
using YamlDotNet.Core;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>How a remote cluster is reached, out of its configuration and Secret; or why it cannot be. Pure.</summary>
internal sealed record RemoteAccess(string Kubeconfig, string? Problem)
{
    private const string KubernetesDatastore = "kubernetes";
    private const string DatastoreKey = "datastoreType";
    private const string KubeconfigKey = "kubeconfig";

    /// <param name="spec">One that names a Secret.</param>
    /// <param name="secret">Null when it is not there.</param>
    public static RemoteAccess Of(RemoteClusterSpec spec, V1Secret? secret)
    {
        var at = $"{spec.ClusterAccessSecret!.NamespaceProperty}/{spec.ClusterAccessSecret.Name}";
        if (secret is null)
        {
            return Failed($"Secret {at} is not there");
        }

        var datastore = spec.DatastoreType ?? Text(secret, DatastoreKey);
        if (datastore != KubernetesDatastore)
        {
            return Failed($"datastoreType is {datastore ?? "not set"}; only {KubernetesDatastore} is supported");
        }

        return Text(secret, KubeconfigKey) is { Length: > 0 } kubeconfig ? new(kubeconfig, null) : Failed($"Secret {at} has no {KubeconfigKey}");
    }

    /// <exception cref="KubeConfigException">The kubeconfig names nothing that can be reached.</exception>
    /// <exception cref="YamlException">The kubeconfig is no YAML.</exception>
    public static Kubernetes Client(string kubeconfig)
    {
        using var text = new MemoryStream(Encoding.UTF8.GetBytes(kubeconfig));
        return new(KubernetesClientConfiguration.BuildConfigFromConfigFile(text));
    }

    private static RemoteAccess Failed(string why) => new("", why);

    private static string? Text(V1Secret secret, string key) =>
        secret.Data?.TryGetValue(key, out var bytes) == true ? Encoding.UTF8.GetString(bytes).Trim() : null;
}
