using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Reads and writes metadata.managedFields.</summary>
internal static class ManagerEntries
{
    /// <summary>More managers by Update than these are told together.</summary>
    private const int MostUpdaters = 10;

    /// <summary>The entries; null when one cannot be read.</summary>
    public static ImmutableArray<ManagerEntry>? Parse(JsonNode? managedFields)
    {
        var entries = ImmutableArray.CreateBuilder<ManagerEntry>();
        foreach (var node in managedFields as JsonArray ?? [])
        {
            if (ManagerEntry.Parse(node) is not { } entry)
            {
                return null;
            }
            entries.Add(entry);
        }
        return entries.ToImmutable();
    }

    /// <summary>Appliers first, each group by time and name; null when there are none.</summary>
    public static JsonArray? ToJson(IEnumerable<ManagerEntry> entries, bool sorted)
    {
        var ordered = Capped([.. entries.Where(e => !e.Fields.IsEmpty)])
            .OrderBy(e => e.Manager.Applies ? 0 : 1).ThenBy(e => e.Time ?? "", StringComparer.Ordinal)
            .ThenBy(e => e.Manager.Name, StringComparer.Ordinal).ThenBy(e => e.Manager.ApiVersion, StringComparer.Ordinal).ThenBy(e => e.Manager.Subresource, StringComparer.Ordinal)
            .Select(e => (JsonNode)e.ToJson(sorted)).ToArray();
        return ordered.Length == 0 ? null : new JsonArray(ordered);
    }

    /// <summary>The entries with those of one manager replaced.</summary>
    public static ImmutableArray<ManagerEntry> With(this ImmutableArray<ManagerEntry> entries, ManagerEntry entry) =>
        [.. entries.Where(e => !e.Manager.Is(entry.Manager)), entry];

    public static ManagerEntry? Of(this ImmutableArray<ManagerEntry> entries, Manager manager) => entries.FirstOrDefault(e => e.Manager.Is(manager));

    private static IReadOnlyList<ManagerEntry> Capped(IReadOnlyList<ManagerEntry> entries)
    {
        var updaters = entries.Where(e => !e.Manager.Applies).OrderBy(e => e.Time ?? "", StringComparer.Ordinal).ToList();
        if (updaters.Count <= MostUpdaters)
        {
            return entries;
        }
        var old = updaters.Take(updaters.Count - MostUpdaters + 1).ToHashSet();
        var bundles = old.GroupBy(e => e.Manager.ApiVersion)
            .Select(g => new ManagerEntry(new("ancient-changes", false, g.Key, ""), g.Max(e => e.Time), g.Aggregate(FieldSet.Empty, (all, e) => all.Union(e.Fields))));
        return [.. entries.Where(e => !old.Contains(e)), .. bundles];
    }
}
