using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>Reads and writes the metadata of an object kept as JSON. A missing part reads as empty.</summary>
internal static class ObjectMeta
{
    public static JsonObject Metadata(this JsonObject obj)
    {
        if (obj["metadata"] is JsonObject metadata)
        {
            return metadata;
        }
        metadata = [];
        obj["metadata"] = metadata;
        return metadata;
    }

    public static string? MetaText(this JsonObject obj, string field) => (obj["metadata"] as JsonObject)?[field].AsText();

    public static string Name(this JsonObject obj) => obj.MetaText("name") ?? "";

    public static string Namespace(this JsonObject obj) => obj.MetaText("namespace") ?? "";

    public static string? Uid(this JsonObject obj) => obj.MetaText("uid");

    public static long ResourceVersion(this JsonObject obj) =>
        long.TryParse(obj.MetaText("resourceVersion"), out var version) ? version : 0;

    public static bool IsDeleting(this JsonObject obj) => obj.MetaText("deletionTimestamp") is not null;

    public static bool HasFinalizers(this JsonObject obj) =>
        (obj["metadata"] as JsonObject)?["finalizers"] is JsonArray { Count: > 0 };

    public static string? AsText(this JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>A whole number, however it came to be kept (parsed, or put there as an int or a long); null for anything else.</summary>
    public static long? AsLong(this JsonNode? node) =>
        node is JsonValue value && long.TryParse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The value at a dotted path such as <c>status.phase</c>, as selectors compare it; empty when absent.</summary>
    public static string FieldText(this JsonObject obj, string path)
    {
        JsonNode? node = obj;
        foreach (var part in path.Split('.'))
        {
            node = (node as JsonObject)?[part];
        }
        return node switch
        {
            null => "",
            JsonValue value when value.TryGetValue<string>(out var text) => text,
            _ => node.ToJsonString(),
        };
    }
}
