using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>Items of an APIGroupDiscoveryList (apidiscovery.k8s.io/v2).</summary>
internal static class AggregatedEntries
{
    public static JsonObject Group(string group, IReadOnlyList<ResourceType> types)
    {
        var metadata = group.Length == 0 ? new JsonObject() : new JsonObject { ["name"] = group };
        metadata["creationTimestamp"] = null;
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["versions"] = new JsonArray([.. types.GroupBy(t => t.Version).Select(v => (JsonNode)new JsonObject
            {
                ["version"] = v.Key,
                ["resources"] = new JsonArray([.. v.Select(t => (JsonNode)Resource(t))]),
                ["freshness"] = "Current",
            })]),
        };
    }

    private static JsonObject Resource(ResourceType type)
    {
        var entry = new JsonObject
        {
            ["resource"] = type.Plural, ["responseKind"] = Kind(type, type.Kind), ["scope"] = type.Namespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = type.Singular, ["verbs"] = Verbs.Of(type),
        };
        PlainEntries.Add(entry, "shortNames", type.ShortNames);
        PlainEntries.Add(entry, "categories", type.Categories);
        var below = Verbs.Subresources(type).Select(s => (JsonNode)new JsonObject
        {
            ["subresource"] = s.Name, ["responseKind"] = s.Group is null ? Kind(type, s.Kind) : new JsonObject { ["group"] = s.Group, ["version"] = s.Version, ["kind"] = s.Kind }, ["verbs"] = s.Verbs,
        }).ToArray();
        if (below.Length > 0)
        {
            entry["subresources"] = new JsonArray(below);
        }
        return entry;
    }

    /// <summary>Built-in kinds leave group and version empty where they equal the enclosing ones.</summary>
    private static JsonObject Kind(ResourceType type, string kind) => new()
    {
        ["group"] = type.IsCustom ? type.Group : "", ["version"] = type.IsCustom ? type.Version : "", ["kind"] = kind,
    };
}
