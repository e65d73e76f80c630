using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>
/// The objects of a store as they are now, by kind and then by namespace and name. Versions of one kind are the same objects.
/// </summary>
internal sealed class Collections
{
    private readonly Dictionary<string, SortedDictionary<string, JsonObject>> byId = [];

    public SortedDictionary<string, JsonObject> this[ResourceType type] => this[IdOf(type)];

    /// <param name="id">Group and plural, as <see cref="IdOf"/> says them.</param>
    public SortedDictionary<string, JsonObject> this[string id]
    {
        get
        {
            if (!byId.TryGetValue(id, out var all))
            {
                byId[id] = all = new(StringComparer.Ordinal);
            }
            return all;
        }
    }

    public static string IdOf(ResourceType type) => $"{type.Group}/{type.Plural}";

    public static string KeyOf(JsonObject obj) => KeyOf(obj.Namespace(), obj.Name());

    public static string KeyOf(string ns, string name) => $"{ns}/{name}";

    /// <summary>Those of a namespace, or all when it is empty, in name order, as one version of their kind.</summary>
    public static IReadOnlyList<JsonObject> Within(SortedDictionary<string, JsonObject> all, ResourceType type, string ns)
    {
        var within = ns.Length == 0 ? all.Values
            : all.Where(p => p.Key.StartsWith(ns + "/", StringComparison.Ordinal)).Select(p => p.Value);
        return [.. within.Select(type.View)];
    }

    /// <summary>Every object but one, as a journal keeps them.</summary>
    public IEnumerable<JournalEntry> Except(JournalEntry entry) =>
        from all in byId
        from pair in all.Value
        where (all.Key, pair.Key) != (entry.Collection, entry.Key)
        select new JournalEntry(pair.Value.ResourceVersion(), all.Key, pair.Key, pair.Value);
}
