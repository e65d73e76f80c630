using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>
/// The annotation that client-side apply leaves. Server-side apply by kubectl under its own name may take over what the annotation says
/// kubectl applied, and keeps the annotation true, so that either way of applying works on.
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";

    public static bool Concerns(Manager manager) => manager is { Name: "kubectl", Applies: true };

    /// <summary>The fields that client-side apply set and that are still as it set them.</summary>
    public static FieldSet Owned(JsonObject live, FieldSchema schema)
    {
        try
        {
            if (Text(live) is not { } text || JsonNode.Parse(text) is not JsonObject applied || !JsonNode.DeepEquals(applied["apiVersion"], live["apiVersion"]))
            {
                return FieldSet.Empty;
            }
            var diff = FieldDiff.Between(applied, live, schema);
            return FieldsOf.Object(applied, schema).Difference(diff.Set.Union(diff.Removed));
        }
        catch (JsonException)
        {
            return FieldSet.Empty;
        }
    }

    public static void Renew(JsonObject result, JsonObject live, JsonObject config)
    {
        if (Text(live) is null || result.Metadata()["annotations"] is not JsonObject annotations)
        {
            return;
        }
        var applied = (JsonObject)config.DeepClone();
        (applied["metadata"]?["annotations"] as JsonObject)?.Remove(Annotation);
        annotations[Annotation] = applied.ToJsonString(PathElement.Plain) + "\n";
    }

    private static string? Text(JsonObject obj) => obj["metadata"]?["annotations"]?[Annotation].AsText() is { Length: > 0 } text ? text : null;
}
