using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Holds an applied configuration against its schema; the mistakes are in the words of the API server.</summary>
internal static class FieldCheck
{
    public static IEnumerable<string> Mistakes(JsonNode? node, FieldSchema schema, string at = "")
    {
        if (node is null || schema.Shape is null)
        {
            return [];
        }
        return (schema.Shape, node) switch
        {
            (FieldShape.Map, JsonObject obj) => Fields(obj, schema, at),
            (FieldShape.Map, _) => [$"{at}: expected map, got {Say(node)}"],
            (FieldShape.List, JsonArray list) => Items(list, schema, at),
            (FieldShape.List, _) => [$"{at}: expected list, got {Say(node)}"],
            _ => Scalar(node, schema, at),
        };
    }

    private static IEnumerable<string> Fields(JsonObject obj, FieldSchema schema, string at) => obj.SelectMany(field => schema.Child(field.Key) is { } child
        ? Mistakes(field.Value, child, $"{at}.{field.Key}")
        : [$"{at}.{field.Key}: field not declared in schema"]);

    private static IEnumerable<string> Items(JsonArray list, FieldSchema schema, string at)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < list.Count; i++)
        {
            var element = schema.IsWhole ? $"i:{i}" : PathElement.OfItem(list[i], schema);
            if (element is null)
            {
                yield return schema.Keys.FirstOrDefault(k => list[i] is JsonObject o && o[k] is null && schema.Element.Child(k)?.Default is null) is { } missing
                    ? $"{at}: element {i}: associative list with keys has an element that omits key field \"{missing}\" (and doesn't have default value)"
                    : $"{at}: element {i}: list with keys may not have non-map elements";
                continue;
            }
            if (!seen.Add(element))
            {
                yield return $"{at}: duplicate entries for key {PathElement.Show(element)}";
            }
            foreach (var mistake in Mistakes(list[i], schema.Element, at + PathElement.Show(element)))
            {
                yield return mistake;
            }
        }
    }

    private static IEnumerable<string> Scalar(JsonNode node, FieldSchema schema, string at)
    {
        var kind = node.GetValueKind();
        return schema.Type switch
        {
            "string" when kind != JsonValueKind.String => [$"{at}: expected string, got {Say(node)}"],
            "integer" or "number" when kind != JsonValueKind.Number => [$"{at}: expected numeric (int or float), got {Say(node)}"],
            "boolean" when kind is not (JsonValueKind.True or JsonValueKind.False) => [$"{at}: expected boolean, got {Say(node)}"],
            _ => [],
        };
    }

    private static string Say(JsonNode node) => node switch
    {
        JsonObject => "map",
        JsonArray => "list",
        _ => node.GetValueKind() == JsonValueKind.String ? "string" : $"&value.valueUnstructured{{Value:{node.ToJsonString(PathElement.Plain)}}}",
    };
}
