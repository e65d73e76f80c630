using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>A column of a definition's additionalPrinterColumns: a JSONPath into the object.</summary>
internal static partial class CustomColumn
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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

    private static JsonNode? Cell(List<JsonNode> found, string type, DateTimeOffset now) => (type, found) switch
    {
        (_, []) => null,
        ("date", [var first, ..]) => Age.Since(first.AsText(), now, "<invalid>"),
        ("string", _) => string.Join(' ', found.Select(f => f.AsText() ?? f.ToJsonString(Plain))),
        ("integer", [var first, ..]) => first.GetValueKind() == JsonValueKind.Number ? first.AsLong() ?? (long)first.GetValue<double>()
            : null,
        ("number", [var first, ..]) => first.GetValueKind() == JsonValueKind.Number ? first.DeepClone() : null,
        ("boolean", [var first, ..]) => first.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? first.DeepClone() : null,
        (_, [var first, ..]) => first.DeepClone(),
    };

    /// <summary>Fields, indexes, all of a list and equality filters: <c>.status.conditions[?(@.type=="Ready")].status</c>.</summary>
    private static List<JsonNode> Find(JsonNode obj, string path)
    {
        List<JsonNode> found = [obj];
        foreach (Match step in Step().Matches(path))
        {
            found = [.. found.SelectMany(node => Below(node, step.Groups)).OfType<JsonNode>()];
        }
        return found;
    }

    private static IEnumerable<JsonNode?> Below(JsonNode node, GroupCollection step) => (node, step) switch
    {
        (JsonObject obj, _) when step["field"].Success => [obj[step["field"].Value]],
        (JsonObject obj, _) when step["quoted"].Success => [obj[step["quoted"].Value]],
        (JsonObject obj, _) when step["all"].Success => obj.Select(p => p.Value),
        (JsonArray list, _) when step["all"].Success => list,
        (JsonArray list, _) when step["index"].Success => int.TryParse(step["index"].Value, out var i) && i < list.Count ? [list[i]] : [],
        (JsonArray list, _) when step["key"].Success => list.Where(
            e => (e as JsonObject)?[step["key"].Value].AsText() == step["value"].Value),
        _ => [],
    };

    [GeneratedRegex("""\.(?<field>[A-Za-z0-9_-]+)|\['(?<quoted>[^']+)'\]|\[(?<index>\d+)\]|(?<all>\[\*\])|\[\?\(@\.(?<key>[A-Za-z0-9_-]+)\s*==\s*["'](?<value>[^"']*)["']\)\]""")]
    private static partial Regex Step();
}
