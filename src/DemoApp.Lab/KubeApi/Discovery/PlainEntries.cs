using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>Entries of an APIResourceList.</summary>
internal static class PlainEntries
{
    public static IEnumerable<JsonNode> Of(ResourceType type)
    {
        var entry = new JsonObject
        {
            ["name"] = type.Plural, ["singularName"] = type.Singular, ["namespaced"] = type.Namespaced, ["kind"] = type.Kind, ["verbs"] = Verbs.Of(type),
        };
        Add(entry, "shortNames", type.ShortNames);
        Add(entry, "categories", type.Categories);
        yield return entry;
        foreach (var (name, kind, verbs) in Verbs.Subresources(type))
        {
            yield return new JsonObject
            {
                ["name"] = $"{type.Plural}/{name}", ["singularName"] = "", ["namespaced"] = type.Namespaced, ["kind"] = kind, ["verbs"] = verbs,
            };
        }
    }

    public static void Add(JsonObject entry, string field, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            entry[field] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
        }
    }
}
