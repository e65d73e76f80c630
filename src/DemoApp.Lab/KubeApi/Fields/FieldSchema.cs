using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

internal enum FieldShape
{
    Scalar,
    List,
    Map,
}

/// <summary>
/// How the fields of an object merge, read from its OpenAPI schema; the same for built-in kinds and for those of definitions. What no
/// schema describes is taken by its value: objects merge field by field, lists are replaced whole.
/// </summary>
internal sealed class FieldSchema
{
    public static readonly FieldSchema Any = new([], [], null);

    private static readonly ConditionalWeakTable<ResourceType, FieldSchema> Known = [];

    private readonly ConcurrentDictionary<string, FieldSchema?> named = new(StringComparer.Ordinal);
    private readonly JsonObject schema;
    private readonly string? component;
    private readonly bool isRoot;
    private readonly Lazy<FieldSchema?> element;

    /// <param name="use">The schema where the field is declared.</param>
    /// <param name="schema">The schema it points to; the same unless it is a reference.</param>
    private FieldSchema(JsonObject use, JsonObject schema, string? component, bool isRoot = false, bool alwaysThere = false)
    {
        (this.schema, this.component, this.isRoot, AlwaysThere) = (schema, component, isRoot, alwaysThere);
        string? Mark(string name) => (use[name] ?? schema[name]).AsText();
        Default = use["default"] as JsonValue;
        Type = schema["type"].AsText();
        Shape = Type switch { "array" => FieldShape.List, "object" => FieldShape.Map, null when schema["properties"] is not null => FieldShape.Map, null => null, _ => FieldShape.Scalar };
        Shape = (schema.ContainsKey("oneOf") && Type is null) || Flag("x-kubernetes-int-or-string") ? FieldShape.Scalar : Shape;
        var list = Mark("x-kubernetes-list-type");
        Keys = list == "map" ? [.. ((use["x-kubernetes-list-map-keys"] ?? schema["x-kubernetes-list-map-keys"]) as JsonArray ?? []).Select(k => k.AsText()!).Order(StringComparer.Ordinal)] : [];
        IsWhole = Shape == FieldShape.List ? list is not ("map" or "set") : Mark("x-kubernetes-map-type") == "atomic";
        element = new(() => (schema["items"] ?? schema["additionalProperties"]) is JsonObject items ? At(items) : null);
    }

    /// <summary>Null: whatever the value is.</summary>
    public FieldShape? Shape { get; }

    public string? Type { get; }

    /// <summary>Whether the field is replaced as one and has one owner.</summary>
    public bool IsWhole { get; }

    /// <summary>The fields that tell the items of a list apart; none for a set.</summary>
    public IReadOnlyList<string> Keys { get; }

    public JsonNode? Default { get; }

    /// <summary>Whether the field counts as there, empty, in an object that has none: structs that an API server always writes.</summary>
    public bool AlwaysThere { get; }

    /// <summary>The schema of a list's items.</summary>
    public FieldSchema Element => element.Value ?? Any;

    public static FieldSchema For(ResourceType type) => Known.GetValue(type, Read);

    public FieldShape ShapeOf(JsonNode value) => Shape is { } known && (known != FieldShape.Scalar || value is JsonValue) ? known
        : value is JsonObject ? FieldShape.Map : value is JsonArray ? FieldShape.List : FieldShape.Scalar;

    /// <summary>Whether a value of this schema is compared, merged and owned as one.</summary>
    public bool IsLeaf(JsonNode value) => ShapeOf(value) switch
    {
        FieldShape.Map => value is not JsonObject || IsWhole,
        FieldShape.List => value is not JsonArray || Shape is null || IsWhole,
        _ => true,
    };

    /// <summary>The schema of a field that is declared by its name.</summary>
    public FieldSchema? Named(string name) => named.GetOrAdd(name, static (field, self) => self.Declared(field), this);

    /// <summary>The schema of a field, declared or not; null when there must be none of that name.</summary>
    public FieldSchema? Child(string name) => Named(name) ?? element.Value ?? (Shape is null || Flag("x-kubernetes-preserve-unknown-fields") ? Any : null);

    private static FieldSchema Read(ResourceType type)
    {
        var schema = type.IsCustom ? type.Schema : BuiltInSchemas.For(type.Group, type.Version, type.Kind);
        return schema is null ? new([], new JsonObject { ["type"] = "object", ["x-kubernetes-preserve-unknown-fields"] = true }, null, true)
            : new(schema, schema, type.IsCustom ? null : BuiltInSchemas.NameOf(type.Group, type.Version, type.Kind), true);
    }

    private static FieldSchema At(JsonObject use, bool alwaysThere = false)
    {
        var target = BuiltInSchemas.Resolve(use, out var name) ?? [];
        return new(use, target, name, alwaysThere: alwaysThere);
    }

    private FieldSchema? Declared(string name)
    {
        if ((isRoot || Flag("x-kubernetes-embedded-resource")) && name == "metadata")
        {
            return At(new() { ["$ref"] = BuiltInSchemas.Reference("io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta") }, true);
        }
        if ((isRoot || Flag("x-kubernetes-embedded-resource")) && (name is "apiVersion" or "kind"))
        {
            return At(new() { ["type"] = "string" });
        }
        return schema["properties"]?[name] is not JsonObject property ? null
            : At(property, component is not null && (property["default"] is JsonObject { Count: 0 } || BuiltInMarks.Of(component, name).NullList));
    }

    private bool Flag(string name) => schema[name] is JsonValue value && value.TryGetValue<bool>(out var on) && on;
}
