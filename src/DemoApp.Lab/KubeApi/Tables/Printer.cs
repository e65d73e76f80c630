using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>One column of a table. Priority 0 is always shown, 1 only by <c>-o wide</c>.</summary>
internal sealed record Column(string Name, string Type, int Priority, Func<JsonObject, DateTimeOffset, JsonNode?> Cell)
{
    public string Format { get; init; } = "";

    public string Description { get; init; } = "";
}

/// <summary>How one kind is printed as a table.</summary>
internal sealed class Printer(params IReadOnlyList<Column> columns)
{
    /// <summary>Whether a table without rows says null: the genuine server does where it has no printer of the kind's own.</summary>
    public bool EmptyIsNull { get; } = columns.Contains(Columns.CreatedAt);

    public JsonArray Definitions() => new([.. columns.Select(c => (JsonNode)new JsonObject
    {
        ["name"] = c.Name, ["type"] = c.Type, ["format"] = c.Format, ["description"] = c.Description, ["priority"] = c.Priority,
    })]);

    public JsonArray Cells(JsonObject obj, DateTimeOffset now) => new([.. columns.Select(c => c.Cell(obj, now))]);
}
