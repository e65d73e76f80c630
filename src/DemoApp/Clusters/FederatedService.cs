using k8s;
using k8s.Models;

namespace DemoApp.Clusters;

/// <summary>The federated service, read from the manifest that kubectl applies: one text for both.</summary>
internal static class FederatedService
{
    public const string Manifest = "k8s/federation/testdb-federated.yaml";

    public static V1Service Read()
    {
        using var stream = typeof(FederatedService).Assembly.GetManifestResourceStream($"DemoApp.{Path.GetFileName(Manifest)}")!;
        using var reader = new StreamReader(stream);
        return KubernetesYaml.Deserialize<V1Service>(reader.ReadToEnd());
    }
}
