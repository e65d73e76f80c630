using System.Text.Json;
using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>A NetworkChaos or PodChaos, as Chaos Mesh names them. <see cref="SpecReader"/> reads the spec, so that all of it is seen.</summary>
internal sealed class ChaosResource : IKubernetesObject<V1ObjectMeta>
{
    public const string Group = "chaos-mesh.org";
    public const string Version = "v1alpha1";
    public const string NetworkPlural = "networkchaos";
    public const string PodPlural = "podchaos";

    /// <summary>Holds the object until its fault is undone. Chaos Mesh's own.</summary>
    public const string Finalizer = "chaos-mesh/records";

    /// <summary>"true" undoes the fault for as long as it stands there. Chaos Mesh's own.</summary>
    public const string PauseAnnotation = "experiment.chaos-mesh.org/pause";

    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = $"{Group}/{Version}";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public JsonElement Spec { get; set; }

    [JsonPropertyName("status")]
    public ChaosStatus? Status { get; set; }

    /// <summary>The same for one object every time: its choice among pods must not change before its status is seen.</summary>
    [JsonIgnore]
    public Random Chance => new(Metadata.Uid.GetHashCode(StringComparison.Ordinal));

    [JsonIgnore]
    public bool IsPaused => Metadata.Annotations?.TryGetValue(PauseAnnotation, out var paused) == true && paused == "true";
}
