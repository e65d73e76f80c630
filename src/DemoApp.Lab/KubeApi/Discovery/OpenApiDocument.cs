using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>OpenAPI v3 with what kubectl's apply, create, edit and explain read: patch operations with their kind, and the schemas.</summary>
internal static class OpenApiDocument
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

    /// <summary>The address of a group's version below /openapi/v3.</summary>
    public static string Root(ResourceType type) => type.Group.Length == 0 ? "api/v1" : $"apis/{type.ApiVersion}";

    /// <param name="types">The kinds of one group's version.</param>
    public static JsonObject Of(IReadOnlyList<ResourceType> types)
    {
        var (paths, schemas) = (new JsonObject(), new Dictionary<string, JsonObject>(StringComparer.Ordinal));
        foreach (var type in types)
        {
            var name = BuiltInSchemas.NameOf(type.Group, type.Version, type.Kind)
                ?? $"{string.Join('.', type.Group.Split('.').Reverse())}.{type.Version}.{type.Kind}";
            Describe(type, name, schemas);
            OpenApiOperations.Add(paths, Root(type), type, name);
        }
        BuiltInSchemas.Explain(schemas);
        return new JsonObject
        {
            ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.32.13" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject(
                schemas.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))) },
        };
    }

    private static void Describe(ResourceType type, string name, Dictionary<string, JsonObject> schemas)
    {
        if (type.Schema is not null)
        {
            schemas[name] = CustomSchema(type.Schema);
        }
        foreach (var part in BuiltInSchemas.Closure([type.Schema is null ? name : Meta]).Where(part => !schemas.ContainsKey(part)))
        {
            schemas[part] = (JsonObject?)BuiltInSchemas.Component(part)?.DeepClone() ?? new JsonObject { ["type"] = "object" };
        }
        schemas[name]["x-kubernetes-group-version-kind"] = new JsonArray(OpenApiOperations.Kind(type));
    }

    /// <summary>
    /// What a definition leaves out and every object has: its version, kind and metadata, as any built-in kind describes them.
    /// </summary>
    private static JsonObject CustomSchema(JsonObject declared)
    {
        var schema = (JsonObject)declared.DeepClone();
        if (schema["properties"] is not JsonObject properties)
        {
            schema["properties"] = properties = [];
        }
        var texts = BuiltInSchemas.OfEveryObject();
        foreach (var (field, text) in texts)
        {
            var known = field == "metadata"
                ? new JsonObject { ["allOf"] = new JsonArray(new JsonObject { ["$ref"] = BuiltInSchemas.Reference(Meta) }) }
                : new JsonObject { ["type"] = "string" };
            if (text is not null)
            {
                known.Insert(0, "description", text);
            }
            properties[field] = known;
        }
        return schema;
    }
}
