using System.Text.Json.Serialization;

namespace DemoApp.Lab.Controllers.Chaos;

/// <summary>The status as Chaos Mesh writes it: conditions Selected, AllInjected, AllRecovered, Paused, and a record for each pod.</summary>
internal sealed record ChaosStatus
{
    [JsonPropertyName("conditions")]
    public IReadOnlyList<ChaosCondition> Conditions { get; init; } = [];

    [JsonPropertyName("experiment")]
    public ChaosExperiment Experiment { get; init; } = new();
}

/// <param name="Status">"True" or "False".</param>
/// <param name="Reason">Why it is so, where that is not plain.</param>
internal sealed record ChaosCondition(
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("status")] string Status,
    [property: JsonPropertyName("reason")]
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason = null);

internal sealed record ChaosExperiment
{
    /// <summary>"Run" or "Stop".</summary>
    [JsonPropertyName("desiredPhase")]
    public string DesiredPhase { get; init; } = "Run";

    [JsonPropertyName("containerRecords")]
    public IReadOnlyList<ChaosRecord> Records { get; init; } = [];
}

/// <param name="Id">namespace/pod.</param>
/// <param name="Phase">"Injected" or "Not Injected".</param>
internal sealed record ChaosRecord(
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("selectorKey")] string SelectorKey,
    [property: JsonPropertyName("phase")] string Phase,
    [property: JsonPropertyName("injectedCount")] int InjectedCount,
    [property: JsonPropertyName("recoveredCount")] int RecoveredCount)
{
    public const string Injected = "Injected";
    public const string NotInjected = "Not Injected";

    [JsonIgnore]
    public string Pod => Id[(Id.IndexOf('/', StringComparison.Ordinal) + 1)..];
}
