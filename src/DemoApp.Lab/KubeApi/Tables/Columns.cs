using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>Columns that many kinds have, and the ways of making others.</summary>
internal static class Columns
{
    public static readonly Column Name = new("Name", "string", 0, (o, _) => o.Name())
    {
        Format = "name", Description = "Name of the object, unique within its namespace.",
    };

    public static readonly Column AgeColumn = new("Age", "string", 0, (o, now) => Age.Since(o.MetaText("creationTimestamp"), now))
    {
        Description = "Time since the object was created.",
    };

    public static readonly Column CreatedAt = new("Created At", "date", 0, (o, _) => o.MetaText("creationTimestamp"));

    public static Column Text(string name, Func<JsonObject, string> cell) => new(name, "string", 0, (o, _) => cell(o));

    public static Column Wide(string name, Func<JsonObject, string> cell) => new(name, "string", 1, (o, _) => cell(o));

    /// <summary>A number in a column that the genuine server declares as text.</summary>
    public static Column Counted(string name, Func<JsonObject, int> cell) => new(name, "string", 0, (o, _) => cell(o));

    public static Column Number(string name, Func<JsonObject, int> cell) => new(name, "integer", 0, (o, _) => cell(o));

    /// <summary>What every workload shows with <c>-o wide</c>.</summary>
    public static Column[] Workload() =>
    [
        Wide("Containers", o => Containers(o, "name")), Wide("Images", o => Containers(o, "image")),
        Wide("Selector", o => Pairs(o["spec"]?["selector"]?["matchLabels"])),
    ];

    public static string Containers(JsonObject obj, string field) => Containers(obj["spec"]?["template"], field);

    public static string Containers(JsonNode? template, string field) =>
        string.Join(",", (template?["spec"]?["containers"] as JsonArray ?? []).Select(c => c?[field].AsText()));

    public static string Or(string text) => text.Length == 0 ? "<none>" : text;

    public static string Unset(string text) => text.Length == 0 ? "<unset>" : text;

    public static int Count(JsonNode? node) => node switch { JsonObject o => o.Count, JsonArray a => a.Count, _ => 0 };

    public static int Int(JsonObject obj, string path) => int.TryParse(obj.FieldText(path), out var number) ? number : 0;

    public static string Pairs(JsonNode? node) =>
        node is JsonObject { Count: > 0 } o ? string.Join(",", o.Select(p => $"{p.Key}={p.Value.AsText()}")) : "<none>";
}
