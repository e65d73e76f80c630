using System.Security.Cryptography;
using System.Text;
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
        if (!type.CreateOnly)
        {
            entry["storageVersionHash"] = StorageVersionHash(type);
        }
        yield return entry;
        foreach (var below in Verbs.Subresources(type))
        {
            yield return Below(type, below);
        }
    }

    private static string StorageVersionHash(ResourceType type) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{type.Group}/{type.Version}/{type.Kind}")).AsSpan(0, 8));

    private static JsonObject Below(ResourceType type, Subresource below)
    {
        var entry = new JsonObject { ["name"] = $"{type.Plural}/{below.Name}", ["singularName"] = "", ["namespaced"] = type.Namespaced };
        if (below.Group is not null)
        {
            (entry["group"], entry["version"]) = (below.Group, below.Version);
        }
        (entry["kind"], entry["verbs"]) = (below.Kind, below.Verbs);
        return entry;
    }

    public static void Add(JsonObject entry, string field, IReadOnlyList<string> names)
    {
        if (names.Count > 0)
        {
            entry[field] = new JsonArray([.. names.Select(n => (JsonNode)n)]);
        }
    }
}
