using System.Text.Json.Serialization;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Rec;

/// <summary>The custom resource as far as the operator reads it.</summary>
internal sealed class RecResource : IKubernetesObject<V1ObjectMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = $"{LabNames.RecGroup}/{LabNames.RecVersion}";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = LabNames.RecKind;

    [JsonPropertyName("metadata")]
    public V1ObjectMeta Metadata { get; set; } = new();

    [JsonPropertyName("spec")]
    public RecSpec Spec { get; set; } = new();

    [JsonPropertyName("status")]
    public RecStatus? Status { get; set; }
}

internal sealed class RecSpec
{
    [JsonPropertyName("nodes")]
    public int? Nodes { get; set; }

    [JsonPropertyName("clusterRecovery")]
    public bool? ClusterRecovery { get; set; }
}

internal sealed class RecStatus
{
    [JsonPropertyName("state")]
    public string? State { get; set; }

    [JsonPropertyName("specStatus")]
    public string? SpecStatus { get; set; }
}

internal sealed class RecList : IKubernetesObject<V1ListMeta>
{
    [JsonPropertyName("apiVersion")]
    public string ApiVersion { get; set; } = "";

    [JsonPropertyName("kind")]
    public string Kind { get; set; } = "";

    [JsonPropertyName("metadata")]
    public V1ListMeta Metadata { get; set; } = new();

    [JsonPropertyName("items")]
    public IList<RecResource> Items { get; set; } = [];
}
