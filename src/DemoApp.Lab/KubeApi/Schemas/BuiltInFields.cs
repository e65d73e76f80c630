using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>Reads an object of a built-in kind as its Go type would: unknown fields are dropped and named, a value of the wrong type is refused.</summary>
internal static class BuiltInFields
{
    /// <returns>The paths of unknown fields, such as <c>spec.ports[0].portz</c>.</returns>
    /// <exception cref="ApiError">400 for a value that does not fit its field.</exception>
    public static List<string> Prune(ResourceType type, JsonObject obj)
    {
        var unknown = new List<string>();
        if (BuiltInSchemas.For(type.Group, type.Version, type.Kind) is { } schema)
        {
            Prune(obj, schema, "", new Place(type, type.Kind), unknown);
        }
        return unknown;
    }

    private static void Prune(JsonNode? node, JsonObject declared, string path, Place place, List<string> unknown)
    {
        if (node is null || BuiltInSchemas.Resolve(declared, out var component) is not { } schema)
        {
            return;
        }
        place.Check(node, schema, path);
        place = component is null ? place : place with { Struct = component[(component.LastIndexOf('.') + 1)..] };
        if (node is JsonArray list && schema["items"] is JsonObject items)
        {
            for (var i = 0; i < list.Count; i++)
            {
                Prune(list[i], items, $"{path}[{i}]", place, unknown);
            }
        }
        else if (node is JsonObject obj && schema["properties"] is JsonObject properties)
        {
            foreach (var (key, value) in obj.ToList())
            {
                var at = path.Length == 0 ? key : $"{path}.{key}";
                if (properties[key] is JsonObject property)
                {
                    Prune(value, property, at, place, unknown);
                    RemoveEmpty(obj, key, property);
                }
                else
                {
                    obj.Remove(key);
                    unknown.Add(at);
                }
            }
        }
        else if (node is JsonObject map && schema["additionalProperties"] is JsonObject values)
        {
            foreach (var (key, value) in map)
            {
                Prune(value, values, $"{path}.{key}", place, unknown);
            }
        }
    }

    /// <summary>A map with nothing in it is not kept: as Go writes objects, it is the same as none.</summary>
    private static void RemoveEmpty(JsonObject obj, string key, JsonObject property)
    {
        if (obj[key] is JsonObject { Count: 0 } && property["additionalProperties"] is not null)
        {
            obj.Remove(key);
        }
    }

    /// <summary>Where the reading is.</summary>
    /// <param name="Struct">The innermost Go struct, by which mistakes are named.</param>
    private sealed record Place(ResourceType Type, string Struct)
    {
        public void Check(JsonNode node, JsonObject schema, string path)
        {
            var (kind, declared) = (node.GetValueKind(), schema["type"].AsText());
            var fits = declared switch
            {
                "string" => kind == JsonValueKind.String,
                "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
                "integer" or "number" => kind == JsonValueKind.Number,
                "array" => kind == JsonValueKind.Array,
                "object" when schema.ContainsKey("properties") || schema.ContainsKey("additionalProperties") => kind == JsonValueKind.Object,
                _ => true,
            };
            if (!fits && schema["x-kubernetes-int-or-string"] is null && schema["format"].AsText() is not ("int-or-string" or "quantity"))
            {
                throw ApiError.BadRequest(
                    $"{Type.Kind} in version \"{Type.Version}\" cannot be handled as a {Type.Kind}: "
                    + $"json: cannot unmarshal {Said(kind)} into Go struct field {GoPath(path)} of type {GoType(schema)}");
            }
        }

        private string GoPath(string path) => $"{Struct}.{string.Join('.', path.Split('.').Select(p => p.Split('[')[0]))}";

        private static string GoType(JsonObject schema) => schema["type"].AsText() switch
        {
            "integer" => schema["format"].AsText() ?? "int64",
            "boolean" => "bool",
            "array" => "[]",
            "object" => "map",
            var other => other ?? "value",
        };

        private static string Said(JsonValueKind kind) => kind switch
        {
            JsonValueKind.True or JsonValueKind.False => "bool",
            var other => other.ToString().ToLowerInvariant(),
        };
    }
}
