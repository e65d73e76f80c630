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
    public RecSpec? Spec { get; set; }

    [JsonPropertyName("status")]
    public RecStatus? Status { get; set; }

    /// <summary>How many nodes form the cluster; until the operator has said so, how many are wanted.</summary>
    public int Members => Status?.Nodes is > 0 and var nodes ? nodes : Spec?.Nodes ?? RecSpec.DefaultNodes;
}

internal sealed class RecSpec
{
    public const int DefaultNodes = 3;

    [JsonPropertyName("nodes")]
    public int? Nodes { get; set; }

    [JsonPropertyName("clusterRecovery")]
    public bool? ClusterRecovery { get; set; }

    [JsonPropertyName("persistentSpec")]
    public RecPersistentSpec? PersistentSpec { get; set; }
}

internal sealed class RecPersistentSpec
{
    [JsonPropertyName("enabled")]
    public bool? Enabled { get; set; }
}

internal sealed class RecStatus
{
    [JsonPropertyName("state")]
    public string? State { get; set; }

    [JsonPropertyName("specStatus")]
    public string? SpecStatus { get; set; }

    [JsonPropertyName("nodes")]
    public int? Nodes { get; set; }

    [JsonPropertyName("conditions")]
    public IList<RecConditionStatus>? Conditions { get; set; }
}

internal sealed class RecConditionStatus
{
    [JsonPropertyName("type")]
    public string Type { get; set; } = "";

    [JsonPropertyName("status")]
    public string Status { get; set; } = "";

    [JsonPropertyName("reason")]
    public string? Reason { get; set; }

    [JsonPropertyName("message")]
    public string? Message { get; set; }

    [JsonPropertyName("lastTransitionTime")]
    public DateTime? LastTransitionTime { get; set; }
}
