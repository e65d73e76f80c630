using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>
/// Whether the schemas of a definition are structural: every value has a type, so that a server can prune and fill in. A schema that all
/// versions share is named as the genuine server names it, by the field it had before there were versions.
/// </summary>
internal static class DefinitionSchemas
{
    private static readonly string[] Types = ["array", "boolean", "integer", "number", "object", "string"];

    public static IEnumerable<FieldError> Mistakes(JsonObject definition)
    {
        var schemas = Definitions.Versions(definition).Select(v => v["schema"]?["openAPIV3Schema"] as JsonObject).ToList();
        if (schemas is [{ } first, .. var rest] && rest.All(s => JsonNode.DeepEquals(s, first)))
        {
            return Root(first, "spec.validation.openAPIV3Schema");
        }
        return schemas.SelectMany((s, i) => s is null ? [] : Root(s, $"spec.versions[{i}].schema.openAPIV3Schema"));
    }

    private static IEnumerable<FieldError> Root(JsonObject schema, string path)
    {
        var type = schema.FieldText("type");
        if (type.Length == 0)
        {
            yield return FieldError.Required($"{path}.type", "must not be empty at the root");
        }
        else if (type != "object")
        {
            yield return FieldError.Invalid($"{path}.type", $"\"{type}\"", "must be object at the root");
        }
        foreach (var mistake in Below(schema, path))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<FieldError> Below(JsonObject schema, string path)
    {
        if (schema.FieldText("type") is { Length: > 0 } type && !Types.Contains(type))
        {
            yield return FieldError.NotSupported($"{path}.type", $"\"{type}\"", Types);
        }
        if (schema.FieldText("type") == "array" && schema["items"] is not JsonObject)
        {
            yield return FieldError.Required($"{path}.items", "must be specified");
        }
        if (schema["properties"] is not null && schema["additionalProperties"] is JsonObject)
        {
            yield return FieldError.Forbidden($"{path}.additionalProperties", "additionalProperties and properties are mutual exclusive");
        }
        foreach (var (name, child, what) in Children(schema, path))
        {
            if (child.FieldText("type").Length == 0 && !Definitions.IsSet(child, "x-kubernetes-int-or-string")
                && !Definitions.IsSet(child, "x-kubernetes-preserve-unknown-fields"))
            {
                yield return FieldError.Required($"{name}.type", $"must not be empty for specified {what}");
            }
            foreach (var mistake in Below(child, name))
            {
                yield return mistake;
            }
        }
    }

    private static IEnumerable<(string Path, JsonObject Schema, string What)> Children(JsonObject schema, string path)
    {
        foreach (var (name, property) in (schema["properties"] as JsonObject ?? []).OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (property is JsonObject known && !(name == "metadata" && path.EndsWith("openAPIV3Schema", StringComparison.Ordinal)))
            {
                yield return ($"{path}.properties[{name}]", known, "object fields");
            }
        }
        if (schema["items"] is JsonObject items)
        {
            yield return ($"{path}.items", items, "array items");
        }
        if (schema["additionalProperties"] is JsonObject values)
        {
            yield return ($"{path}.additionalProperties", values, "object fields");
        }
    }
}
