using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace DemoApp.Lab.KubeApi.Schemas;

/// <summary>Reads KubernetesClient's model classes: what Kubernetes calls them, and the fields they have.</summary>
internal static partial class BuiltInModels
{
    private const string Meta = "io.k8s.apimachinery.pkg.apis.meta.v1.";

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

    private static readonly Lazy<Names> All = new(Names.Read);

    public static IEnumerable<string> Components => All.Value.ByName.Keys;

    public static string? NameOf(string group, string version, string kind) => All.Value.ByKind.GetValueOrDefault((group, version, kind));

    /// <summary>A new schema of one component; null for a name that is none.</summary>
    public static JsonObject? Describe(string name)
    {
        if (Array.Find(Values, v => v.Name == name) is { Schema: { } value })
        {
            return value;
        }
        if (!All.Value.ByName.TryGetValue(name, out var model))
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
        { } t when byValue => new() { ["allOf"] = new JsonArray(Refer(All.Value.ByType[t])), ["default"] = new JsonObject() },
        { } t => Refer(All.Value.ByType[t]),
    };

    private static JsonObject Refer(string name) => new() { ["$ref"] = BuiltInSchemas.Reference(name) };

    private static JsonArray OneOf(params string[] types) => new([.. types.Select(t => (JsonNode)new JsonObject { ["type"] = t })]);

    private static IEnumerable<(string Field, Type Type)> Fields(Type model) => model.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Select(p => (p.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name, p.PropertyType))
        .Where(p => p.Name is not null).Select(p => (p.Name!, p.PropertyType));

    /// <summary>
    /// Which class is which component. A class does not say its group: it has the group of the kind that reaches it, apart from those of
    /// the meta group; what several groups use (pod templates) is of the core group, which is therefore walked first.
    /// </summary>
    private sealed partial record Names(
        FrozenDictionary<string, Type> ByName, FrozenDictionary<Type, string> ByType, FrozenDictionary<(string Group, string Version, string Kind), string> ByKind)
    {
        public static Names Read()
        {
            var (byType, byKind) = (new Dictionary<Type, string>(), new Dictionary<(string, string, string), string>());
            foreach (var meta in MetaTypes)
            {
                Walk(meta, Meta, byType);
            }
            var kinds = typeof(V1Pod).Assembly.GetExportedTypes()
                .Select(t => (Type: t, Kind: t.GetCustomAttribute<KubernetesEntityAttribute>())).Where(k => k.Kind is not null)
                .OrderBy(k => k.Kind!.Group.Length > 0).ToList();
            foreach (var (type, kind) in kinds)
            {
                Walk(type, Package(kind!.Group) + kind.ApiVersion + ".", byType);
                byKind[(kind.Group, kind.ApiVersion, kind.Kind)] = byType[type];
            }
            var byName = byType.DistinctBy(t => t.Value).ToFrozenDictionary(t => t.Value, t => t.Key, StringComparer.Ordinal);
            return new(byName, byType.ToFrozenDictionary(), byKind.ToFrozenDictionary());
        }

        private static void Walk(Type type, string package, Dictionary<Type, string> found)
        {
            var model = type.IsGenericType ? type.GetGenericArguments()[^1] : type;
            if (model.IsGenericType)
            {
                Walk(model, package, found);
            }
            else if (model.Namespace == "k8s.Models" && model.IsClass && found.TryAdd(model, package + Plain(model)))
            {
                foreach (var (_, field) in Fields(model))
                {
                    Walk(field, package, found);
                }
            }
        }

        private static string Package(string group) => group switch
        {
            "" => "io.k8s.api.core.",
            "apiextensions.k8s.io" => "io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.",
            "apiregistration.k8s.io" => "io.k8s.kube-aggregator.pkg.apis.apiregistration.",
            _ => $"io.k8s.api.{group.Split('.')[0]}.",
        };

        private static string Plain(Type type) => Prefix().Replace(type.Name, "");

        /// <summary>What KubernetesClient puts before Kubernetes' own name: a version, and a group where names clash.</summary>
        [GeneratedRegex(@"^([A-Z][a-z]+)?[Vv]\d+((alpha|beta)\d+)?(?=[A-Z])")]
        private static partial Regex Prefix();
    }
}
