using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>
/// The OpenAPI v3 schemas of the built-in kinds, made when first asked for and then shared: read from KubernetesClient's models, with
/// <see cref="BuiltInMarks"/> for what models do not say. Shared objects: clone before changing or adopting one.
/// </summary>
internal static class BuiltInSchemas
{
    private const string RefStart = "#/components/schemas/";

    private static readonly ConcurrentDictionary<string, JsonObject> Made = new(StringComparer.Ordinal);

    /// <summary>
    /// The schema of one component such as <c>io.k8s.api.core.v1.PodSpec</c>; null for a name that is none, or that belongs to a group
    /// of whose kinds none has been asked for yet.
    /// </summary>
    public static JsonObject? Component(string modelName) =>
        Made.TryGetValue(modelName, out var made) ? made : BuiltInModels.Describe(modelName) is { } schema ? Made.GetOrAdd(modelName, schema) : null;

    /// <summary>The schema of a kind; null for one that Kubernetes has not built in.</summary>
    public static JsonObject? For(string group, string version, string kind) => NameOf(group, version, kind) is { } name ? Component(name) : null;

    /// <summary>The component name of a kind; null for one that Kubernetes has not built in.</summary>
    public static string? NameOf(string group, string version, string kind) => BuiltInModels.NameOf(group, version, kind);

    public static JsonObject? Resolve(JsonObject schema) => Resolve(schema, out _);

    /// <summary>The component a schema points to: itself unless it is a <c>$ref</c>, bare or as the one part of <c>allOf</c>.</summary>
    /// <param name="name">The component's name; null when the schema is no reference.</param>
    public static JsonObject? Resolve(JsonObject schema, out string? name)
    {
        var reference = schema["$ref"] ?? (schema["allOf"] is JsonArray { Count: 1 } all ? all[0]?["$ref"] : null);
        name = reference is JsonValue value && value.TryGetValue<string>(out var text) && text.StartsWith(RefStart, StringComparison.Ordinal) ? text[RefStart.Length..] : null;
        return name is null ? schema : Component(name);
    }

    /// <summary>These components and all they refer to, each once: what an OpenAPI document with them must hold.</summary>
    public static IReadOnlyCollection<string> Closure(IEnumerable<string> names)
    {
        var (found, open) = (new SortedSet<string>(StringComparer.Ordinal), new Stack<string>(names));
        while (open.TryPop(out var name))
        {
            if (found.Add(name) && Component(name) is { } schema)
            {
                Collect(schema, open);
            }
        }
        return found;
    }

    /// <summary>Puts into copies of schemas, by component, what is written about them and their fields.</summary>
    public static void Explain(IReadOnlyDictionary<string, JsonObject> copies) => BuiltInModels.Explain(copies);

    /// <summary>What is written about the fields that every object has; null where nothing is known.</summary>
    public static IReadOnlyList<(string Field, string? Text)> OfEveryObject() => BuiltInModels.OfEveryObject();

    public static string Reference(string name) => RefStart + name;

    private static void Collect(JsonNode? node, Stack<string> open)
    {
        switch (node)
        {
            case JsonObject obj:
                foreach (var (key, value) in obj)
                {
                    if (key == "$ref" && value is JsonValue reference)
                    {
                        open.Push(reference.GetValue<string>()[RefStart.Length..]);
                    }
                    Collect(value, open);
                }
                break;
            case JsonArray list:
                foreach (var item in list)
                {
                    Collect(item, open);
                }
                break;
        }
    }
}
