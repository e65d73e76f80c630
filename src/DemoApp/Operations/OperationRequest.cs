using System.Text.Json;
using System.Text.Json.Serialization;

namespace DemoApp.Operations;

/// <summary>What a caller asks for. Fields a kind does not know are refused, so that a misspelt one is not silently ignored.</summary>
/// <param name="Kind">One of <see cref="OperationKinds"/>.</param>
/// <param name="Clusters">Names of the clusters to break.</param>
/// <param name="Cluster">Name of the one cluster the others act on; null where a kind may mean all.</param>
/// <param name="Service">The service a page is to go through.</param>
/// <param name="Pods">How many pods to kill.</param>
/// <param name="Confirm">The last healthy cluster's name, typed by a person who means it.</param>
internal sealed record OperationRequest(
    string? Kind, IReadOnlyList<string>? Clusters = null, string? Cluster = null, string? Service = null, int? Pods = null, string? Confirm = null)
{
    [JsonExtensionData]
    public IDictionary<string, JsonElement>? Unknown { get; init; }

    /// <summary>The fields beside the kind that were sent, by their names on the wire.</summary>
    public IEnumerable<string> Sent()
    {
        (string Name, object? Value)[] known = [("clusters", Clusters), ("cluster", Cluster), ("service", Service), ("pods", Pods), ("confirm", Confirm)];
        return known.Where(field => field.Value is not null).Select(field => field.Name).Concat(Unknown?.Keys ?? []);
    }
}
