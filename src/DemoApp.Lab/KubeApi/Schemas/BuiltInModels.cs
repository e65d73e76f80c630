using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using k8s.Models;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>Reads KubernetesClient's model classes: what Kubernetes calls them, and the fields they have.</summary>
internal static class BuiltInModels
{
    private const string Meta = ModelNames.Meta;

    private static readonly (string Name, JsonObject Schema)[] Values =
    [
        (Meta + "Time", new() { ["type"] = "string", ["format"] = "date-time" }),
        (Meta + "MicroTime", new() { ["type"] = "string", ["format"] = "date-time" }),
        (Meta + "FieldsV1", new() { ["type"] = "object" }),
        ("io.k8s.apimachinery.pkg.util.intstr.IntOrString", new() { ["oneOf"] = OneOf("integer", "string"), ["format"] = "int-or-string" }),
        ("io.k8s.apimachinery.pkg.api.resource.Quantity", new() { ["oneOf"] = OneOf("string", "number") }),
        ("io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON", []),
    ];

    private static readonly Type[] MetaTypes =
    [
        typeof(V1ObjectMeta), typeof(V1ListMeta), typeof(V1OwnerReference), typeof(V1ManagedFieldsEntry), typeof(V1LabelSelector),
        typeof(V1LabelSelectorRequirement), typeof(V1Condition), typeof(V1Status), typeof(V1StatusDetails), typeof(V1StatusCause),
        typeof(V1DeleteOptions), typeof(V1Preconditions),
    ];

    /// <summary>What is looked up has been named; what is not costs nothing.</summary>
    private static readonly ModelNames Names = new(MetaTypes);

    public static string? NameOf(string group, string version, string kind) => Names.OfKind(group, version, kind);

    /// <summary>Puts into schemas, by component, what is written about them and their fields.</summary>
    public static void Explain(IReadOnlyDictionary<string, JsonObject> schemas)
    {
        var models = schemas.Keys.Select(name => (Name: name, Model: Names.Model(name))).Where(m => m.Model is not null).ToList();
        var texts = Descriptions.Of([.. models.Select(m => m.Model!.Name)]);
        foreach (var (name, model) in models)
        {
            Put(schemas[name], texts.GetValueOrDefault((model!.Name, "")));
            foreach (var property in model.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            {
                if (property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name is { } field
                    && schemas[name]["properties"]?[field] is JsonObject schema)
                {
                    Put(schema, texts.GetValueOrDefault((model.Name, property.Name)));
                }
            }
        }
    }

    /// <summary>What is written about the fields that every object has; null where nothing is known.</summary>
    public static IReadOnlyList<(string Field, string? Text)> OfEveryObject()
    {
        var texts = Descriptions.Of([nameof(V1Pod)]);
        return
        [
            ("apiVersion", texts.GetValueOrDefault((nameof(V1Pod), nameof(V1Pod.ApiVersion)))),
                ("kind", texts.GetValueOrDefault((nameof(V1Pod), nameof(V1Pod.Kind)))),
            ("metadata", texts.GetValueOrDefault((nameof(V1Pod), nameof(V1Pod.Metadata)))),
        ];
    }

    /// <summary>A reference says nothing of its own: one that is described becomes a part of what it describes.</summary>
    private static void Put(JsonObject schema, string? text)
    {
        if (text is null)
        {
            return;
        }
        if (schema["$ref"]?.DeepClone() is { } reference)
        {
            schema.Remove("$ref");
            schema["allOf"] = new JsonArray(new JsonObject { ["$ref"] = reference });
        }
        schema.Insert(0, "description", text);
    }

    /// <summary>A new schema of one component; null for a name that is none.</summary>
    public static JsonObject? Describe(string name)
    {
        if (Array.Find(Values, v => v.Name == name) is { Schema: { } value })
        {
            return value;
        }
        if (Names.Model(name) is not { } model)
        {
            return null;
        }
        var (properties, required) = (new JsonObject(), new SortedSet<string>(StringComparer.Ordinal));
        foreach (var (field, type) in Fields(model))
        {
            var mark = BuiltInMarks.Of(name, field);
            properties[field] = BuiltInMarks.Put(Schema(type, field, mark.ByValue), mark);
            if (mark.Required || (type.IsValueType && Nullable.GetUnderlyingType(type) is null))
            {
                required.Add(field);
            }
        }
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
        {
            schema["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        }
        if (model.GetCustomAttribute<KubernetesEntityAttribute>() is { } kind)
        {
            schema["x-kubernetes-group-version-kind"] = new JsonArray(new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Kind, ["version"] = kind.ApiVersion });
        }
        return BuiltInMarks.Put(schema, BuiltInMarks.Of(name, ""));
    }

    /// <param name="byValue">Whether the field is a struct that is always there: then its default is the empty object.</param>
    private static JsonObject Schema(Type type, string field, bool byValue) => (Nullable.GetUnderlyingType(type) ?? type) switch
    {
        { } t when t == typeof(string) => new() { ["type"] = "string" },
        { } t when t == typeof(bool) => new() { ["type"] = "boolean" },
        { } t when t == typeof(int) => new() { ["type"] = "integer", ["format"] = "int32" },
        { } t when t == typeof(long) => new() { ["type"] = "integer", ["format"] = "int64" },
        { } t when t == typeof(double) => new() { ["type"] = "number", ["format"] = "double" },
        { } t when t == typeof(byte[]) => new() { ["type"] = "string", ["format"] = "byte" },
        { } t when t == typeof(object) => Refer(field == "fieldsV1" ? Values[2].Name : Values[5].Name),
        { } t when t == typeof(DateTime) => Refer(field is "acquireTime" or "renewTime" or "eventTime" or "lastObservedTime" ? Values[1].Name : Values[0].Name),
        { } t when t == typeof(IntOrString) => Refer(Values[3].Name),
        { } t when t == typeof(ResourceQuantity) => Refer(Values[4].Name),
        { IsGenericType: true } t when t.GetGenericTypeDefinition() == typeof(IDictionary<,>) =>
            new() { ["type"] = "object", ["additionalProperties"] = Schema(t.GetGenericArguments()[1], field, true) },
        { IsGenericType: true } t when t.GetGenericTypeDefinition() == typeof(IList<>) =>
            new() { ["type"] = "array", ["items"] = Schema(t.GetGenericArguments()[0], field, true) },
        { } t when byValue => new() { ["allOf"] = new JsonArray(Refer(Names.OfModel(t))), ["default"] = new JsonObject() },
        { } t => Refer(Names.OfModel(t)),
    };

    private static JsonObject Refer(string name) => new() { ["$ref"] = BuiltInSchemas.Reference(name) };

    private static JsonArray OneOf(params string[] types) => new([.. types.Select(t => (JsonNode)new JsonObject { ["type"] = t })]);

    private static IEnumerable<(string Field, Type Type)> Fields(Type model) => model.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(p => (p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, p.PropertyType))
        .Where(p => p.Name is not null).Select(p => (p.Name!, p.PropertyType));
}
