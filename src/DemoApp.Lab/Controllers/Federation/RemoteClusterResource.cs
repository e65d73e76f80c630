using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>A RemoteClusterConfiguration: another cluster, and the Secret by which it is reached.</summary>
internal sealed class RemoteClusterResource : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = RemoteClusterApi.Public.ApiVersion;

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = RemoteClusterApi.Kind;

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public RemoteClusterSpec Spec { get; set; } = new();
}

internal sealed class RemoteClusterSpec
{
    /// <summary>What is not said here is said in the Secret.</summary>
    [JsonPropertyName("datastoreType")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DatastoreType { get; set; }

    [JsonPropertyName("clusterAccessSecret")]
    public V1ObjectReference? ClusterAccessSecret { get; set; }
}
