using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>A list of custom resources, whose kind the client library has no class for.</summary>
internal sealed class CustomList<T> : IKubernetesObject<V1ListMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; } = new();

    [JsonPropertyName("items")]
    public IList<T> Items { get; set; } = [];
}
