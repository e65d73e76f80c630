using System.Text.Json;
using System.Text.Json.Serialization;

namespace DemoApp.Operations;

/// <summary>What a caller asks for. Fields a kind does not know are refused, so that a misspelt one is not silently ignored.</summary>
/// <param name="Kind">break; the others are named and refused until they exist.</param>
/// <param name="Clusters">Names of the clusters to break.</param>
/// <param name="Confirm">The last healthy cluster's name, typed by a person who means it.</param>
internal sealed record OperationRequest(string? Kind, IReadOnlyList<string>? Clusters, string? Confirm)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }
}
