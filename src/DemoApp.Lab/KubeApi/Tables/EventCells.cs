using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>The columns of events.</summary>
internal static class EventCells
{
    public static Printer Printer { get; } = new(
        new("Last Seen", "string", 0, (o, now) => Age.Since(First(o, "series.lastObservedTime", "lastTimestamp", "eventTime", "firstTimestamp"), now)),
        Text("Type", 0, o => o.FieldText("type")),
        Text("Reason", 0, o => o.FieldText("reason")),
        Text("Object", 0, o => $"{o.FieldText("involvedObject.kind").ToLowerInvariant()}/{o.FieldText("involvedObject.name")}"),
        Text("Subobject", 1, o => o.FieldText("involvedObject.fieldPath")),
        Text("Source", 1, Source),
        Text("Message", 0, o => o.FieldText("message").Trim()),
        new("First Seen", "string", 1, (o, now) => Age.Since(First(o, "firstTimestamp", "eventTime"), now)),
        new("Count", "string", 1, (o, _) => o["count"].AsLong() ?? 1),
        Text("Name", 1, o => o.Name()) with { Format = "name" });

    private static Column Text(string name, int priority, Func<JsonObject, string> cell) => new(name, "string", priority, (o, _) => cell(o));

    private static string? First(JsonObject obj, params string[] paths) => paths.Select(obj.FieldText).FirstOrDefault(t => t.Length > 0);

    private static string Source(JsonObject obj)
    {
        var component = First(obj, "source.component", "reportingComponent") ?? "";
        return obj.FieldText("source.host") is { Length: > 0 } host ? $"{component}, {host}" : component;
    }
}
