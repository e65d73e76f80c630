using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>READY, STATUS and RESTARTS of a pod, by the rules of kubectl's printer.</summary>
internal static class PodCells
{
    public static string Ready(JsonObject pod)
    {
        var beside = InitCells.Lasting(pod).ToList();
        var containers = ((pod["spec"]?["containers"] as JsonArray)?.Count ?? 0) + beside.Count;
        return $"{Statuses(pod).Concat(beside).Count(s => s["ready"] is JsonValue v && v.TryGetValue<bool>(out var ready) && ready)}/{containers}";
    }

    public static string Status(JsonObject pod)
    {
        if (pod.IsDeleting())
        {
            return "Terminating";
        }
        var status = pod.FieldText("status.reason") is { Length: > 0 } reason ? reason : pod.FieldText("status.phase");
        if (InitCells.Status(pod) is { } initializing)
        {
            return initializing;
        }
        foreach (var state in Statuses(pod).Select(s => s["state"]))
        {
            if (state?["waiting"]?["reason"].AsText() is { Length: > 0 } waiting)
            {
                status = waiting;
            }
            else if (state?["terminated"] is JsonObject terminated)
            {
                status = terminated["reason"].AsText() ?? $"ExitCode:{terminated["exitCode"]}";
            }
        }
        return status.Length == 0 ? "Unknown" : status;
    }

    public static JsonNode Restarts(JsonObject pod, DateTimeOffset now)
    {
        var count = Statuses(pod).Sum(s => s["restartCount"].AsLong() ?? 0);
        var last = Statuses(pod).Select(s => s["lastState"]?["terminated"]?["finishedAt"].AsText()).OfType<string>().Max(StringComparer.Ordinal);
        return count > 0 && last is not null ? $"{count} ({Age.Since(last, now)} ago)" : $"{count}";
    }

    private static IEnumerable<JsonObject> Statuses(JsonObject pod) => (pod["status"]?["containerStatuses"] as JsonArray ?? []).OfType<JsonObject>();
}
