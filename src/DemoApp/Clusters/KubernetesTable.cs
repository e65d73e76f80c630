using System.Collections.Immutable;
using System.Text.Json;

namespace DemoApp.Clusters;

/// <summary>A collection as the API server prints it, with the objects behind the rows.</summary>
internal sealed record KubernetesTable(ImmutableArray<Column> Columns, ImmutableSortedDictionary<string, KubernetesRow> Rows, string Version)
{
    public static readonly KubernetesTable Empty = new([], ImmutableSortedDictionary.Create<string, KubernetesRow>(StringComparer.Ordinal), "");

    /// <summary>What tells two states of the collection apart: every object with its version.</summary>
    public string Fingerprint => string.Join(',', Rows.Values.Select(r => $"{r.Name}:{r.Version}"));

    public static KubernetesTable Read(JsonElement table) => Empty.With(table) with { Version = VersionOf(table) };

    /// <summary>With the rows of a table event put in place; its columns, if it brings any.</summary>
    public KubernetesTable With(JsonElement table) => this with
    {
        Columns = table.TryGetProperty("columnDefinitions", out var columns) && columns.ValueKind == JsonValueKind.Array
            ? [.. columns.EnumerateArray().Select(c => new Column(c.GetProperty("name").GetString() ?? "", c.TryGetProperty("priority", out var p) ? p.GetInt32() : 0))]
            : Columns,
        Rows = Rows.SetItems(KubernetesRow.ReadAll(table).Select(r => KeyValuePair.Create(r.Name, r))),
    };

    public KubernetesTable Without(JsonElement table) => this with { Rows = Rows.RemoveRange(KubernetesRow.ReadAll(table).Select(r => r.Name)) };

    public static string VersionOf(JsonElement table) =>
        table.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("resourceVersion", out var version) ? version.GetString() ?? "" : "";
}

/// <param name="Priority">0 is always shown.</param>
internal sealed record Column(string Name, int Priority);

/// <summary>One row: cells as text, and the object.</summary>
internal sealed record KubernetesRow(string Name, string Version, ImmutableArray<string> Cells, JsonElement Object)
{
    public static IEnumerable<KubernetesRow> ReadAll(JsonElement table)
    {
        foreach (var row in table.GetProperty("rows").EnumerateArray())
        {
            if (row.TryGetProperty("object", out var obj) && obj.ValueKind == JsonValueKind.Object && Text(obj, "metadata", "name") is { Length: > 0 } name)
            {
                yield return new(name, Text(obj, "metadata", "resourceVersion") ?? "", [.. row.GetProperty("cells").EnumerateArray().Select(Cell)], obj.Clone());
            }
        }
    }

    /// <summary>The cell under a column, empty where the server sends no such column.</summary>
    public string Of(KubernetesTable table, string column)
    {
        var index = table.Columns.ToList().FindIndex(c => c.Name.Equals(column, StringComparison.OrdinalIgnoreCase));
        return index >= 0 && index < Cells.Length ? Cells[index] : "";
    }

    public static string? Text(JsonElement obj, params ReadOnlySpan<string> path)
    {
        foreach (var part in path)
        {
            if (obj.ValueKind != JsonValueKind.Object || !obj.TryGetProperty(part, out obj))
            {
                return null;
            }
        }
        return obj.ValueKind == JsonValueKind.String ? obj.GetString() : null;
    }

    private static string Cell(JsonElement cell) => cell.ValueKind switch
    {
        JsonValueKind.Null => "",
        JsonValueKind.String => cell.GetString() ?? "",
        _ => cell.GetRawText(),
    };
}
