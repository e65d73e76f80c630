using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>
/// A structural schema (openAPIV3Schema) at work: prunes what it does not name, fills in defaults, and names every mistake in the
/// words of the API server.
/// </summary>
internal static class StructuralSchema
{
    /// <summary>Removes fields the schema does not know.</summary>
    /// <returns>Their paths, such as <c>spec.nosuch</c>.</returns>
    public static List<string> Prune(JsonObject obj, JsonObject schema)
    {
        var removed = new List<string>();
        foreach (var (key, value) in obj.ToList())
        {
            if (key is "apiVersion" or "kind" or "metadata")
            {
                continue;
            }
            PruneField(obj, key, value, schema, "", removed);
        }
        return removed;
    }

    public static void Default(JsonNode? node, JsonObject schema)
    {
        if (node is JsonArray items && schema["items"] is JsonObject itemSchema)
        {
            foreach (var item in items)
            {
                Default(item, itemSchema);
            }
        }
        if (node is not JsonObject obj)
        {
            return;
        }
        foreach (var (name, property) in (schema["properties"] as JsonObject ?? []).Where(p => p.Value is JsonObject))
        {
            if (!obj.ContainsKey(name) && property!["default"] is { } value)
            {
                obj[name] = value.DeepClone();
            }
            Default(obj[name], (JsonObject)property!);
        }
    }

    public static void Validate(JsonNode? node, JsonObject schema, string path, List<FieldError> errors)
    {
        if (node is null)
        {
            return;
        }
        var type = Flag(schema, "x-kubernetes-int-or-string") ? null : schema["type"].AsText();
        var actual = TypeOf(node);
        if (type is not null && type != actual && !(type == "number" && actual == "integer"))
        {
            errors.Add(new("FieldValueTypeInvalid", path, $"Invalid value: \"{actual}\": {path} in body must be of type {type}: \"{actual}\""));
            return;
        }
        Constraints(node, schema, path, errors);
        if (node is JsonObject obj)
        {
            foreach (var required in (schema["required"] as JsonArray ?? []).Select(r => r.AsText()!).Where(r => obj[r] is null))
            {
                errors.Add(FieldError.Required(Join(path, required)));
            }
            foreach (var (key, value) in obj.Where(p => path.Length > 0 || p.Key is not ("apiVersion" or "kind" or "metadata")))
            {
                if (((schema["properties"] as JsonObject)?[key] ?? schema["additionalProperties"]) is JsonObject property)
                {
                    Validate(value, property, Join(path, key), errors);
                }
            }
        }
        if (node is JsonArray array && schema["items"] is JsonObject items)
        {
            for (var i = 0; i < array.Count; i++)
            {
                Validate(array[i], items, $"{path}[{i}]", errors);
            }
        }
    }

    private static void Constraints(JsonNode node, JsonObject schema, string path, List<FieldError> errors)
    {
        if (schema["enum"] is JsonArray allowed && !allowed.Any(a => JsonNode.DeepEquals(a, node)))
        {
            errors.Add(new("FieldValueNotSupported", path, $"Unsupported value: {node.ToJsonString()}: supported values: {string.Join(", ", allowed.Select(a => a?.ToJsonString()))}"));
        }
        if (Number(node) is { } number && Number(schema["minimum"]) is { } least && number < least)
        {
            errors.Add(new("FieldValueInvalid", path, $"Invalid value: {number}: {path} in body should be greater than or equal to {least}"));
        }
        if (Number(node) is { } big && Number(schema["maximum"]) is { } most && big > most)
        {
            errors.Add(new("FieldValueInvalid", path, $"Invalid value: {big}: {path} in body should be less than or equal to {most}"));
        }
        if (node.AsText() is { } text && schema["pattern"].AsText() is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.None, TimeSpan.FromMilliseconds(100)))
        {
            errors.Add(new("FieldValueInvalid", path, $"Invalid value: \"{text}\": {path} in body should match '{pattern}'"));
        }
    }

    private static void PruneField(JsonObject parent, string key, JsonNode? value, JsonObject schema, string path, List<string> removed)
    {
        var at = Join(path, key);
        if (((schema["properties"] as JsonObject)?[key] ?? schema["additionalProperties"]) is not JsonObject known)
        {
            // Unknown fields are preserved at this level; below a known field its own schema rules again.
            if (schema["additionalProperties"] is null && !Flag(schema, "x-kubernetes-preserve-unknown-fields"))
            {
                parent.Remove(key);
                removed.Add(at);
            }
            return;
        }
        PruneBelow(value, known, at, removed);
    }

    private static void PruneBelow(JsonNode? node, JsonObject schema, string path, List<string> removed)
    {
        if (node is JsonObject obj)
        {
            foreach (var (key, value) in obj.ToList())
            {
                PruneField(obj, key, value, schema, path, removed);
            }
        }
        else if (node is JsonArray array && schema["items"] is JsonObject items)
        {
            for (var i = 0; i < array.Count; i++)
            {
                PruneBelow(array[i], items, $"{path}[{i}]", removed);
            }
        }
    }

    private static bool Flag(JsonObject schema, string name) => schema[name] is JsonValue v && v.TryGetValue<bool>(out var on) && on;

    private static double? Number(JsonNode? node) => node is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.Number ? double.Parse(v.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;

    private static string TypeOf(JsonNode node) => node.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Object => "object",
        System.Text.Json.JsonValueKind.Array => "array",
        System.Text.Json.JsonValueKind.String => "string",
        System.Text.Json.JsonValueKind.Number => Number(node) is { } n && n == Math.Floor(n) ? "integer" : "number",
        _ => "boolean",
    };

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
