using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>A column of a definition's additionalPrinterColumns: a JSONPath into the object.</summary>
internal static partial class CustomColumn
{
    public static Column Of(JsonObject definition)
    {
        var path = definition["jsonPath"].AsText() ?? "";
        var type = definition["type"].AsText() ?? "string";
        return new(definition["name"].AsText() ?? "", type, (int)(definition["priority"].AsLong() ?? 0), (o, now) => Cell(Find(o, path), type, now))
        {
            Format = definition["format"].AsText() ?? "",
            Description = definition["description"].AsText() ?? $"Custom resource definition column (in JSONPath format): {path}",
        };
    }

    private static JsonNode? Cell(JsonNode? found, string type, DateTimeOffset now) => (type, found) switch
    {
        (_, null) => null,
        ("date", _) => Age.Since(found.AsText(), now),
        ("string", _) => found.AsText() ?? found.ToJsonString(),
        _ => found.DeepClone(),
    };

    /// <summary>Fields, indexes and equality filters: <c>.status.conditions[?(@.type=="Ready")].status</c>.</summary>
    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (Match step in Step().Matches(path))
        {
            node = step switch
            {
                { Groups: var g } when g["field"].Success => (node as JsonObject)?[g["field"].Value],
                { Groups: var g } when g["quoted"].Success => (node as JsonObject)?[g["quoted"].Value],
                { Groups: var g } when g["index"].Success => node is JsonArray a && int.Parse(g["index"].Value) is var i && i < a.Count ? a[i] : null,
                { Groups: var g } => (node as JsonArray)?.FirstOrDefault(e => e?[g["key"].Value].AsText() == g["value"].Value),
            };
        }
        return node;
    }

    [GeneratedRegex("""\.(?<field>[A-Za-z0-9_-]+)|\['(?<quoted>[^']+)'\]|\[(?<index>\d+)\]|\[\?\(@\.(?<key>[A-Za-z0-9_-]+)\s*==\s*["'](?<value>[^"']*)["']\)\]""")]
    private static partial Regex Step();
}
