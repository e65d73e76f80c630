using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>What the init containers of a pod add to its row, by the rules of kubectl's printer.</summary>
internal static class InitCells
{
    /// <returns>Init:N/M, Init:Error and the like; null once the init containers have done their work.</returns>
    public static string? Status(JsonObject pod)
    {
        var specs = (pod["spec"]?["initContainers"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        for (var i = 0; i < specs.Count; i++)
        {
            var status = Statuses(pod).FirstOrDefault(s => s["name"].AsText() == specs[i]["name"].AsText());
            var (terminated, waiting) = (status?["state"]?["terminated"], status?["state"]?["waiting"]?["reason"].AsText());
            if (terminated?["exitCode"].AsLong() is 0 || (Lasts(specs[i]) && status?["started"]?.GetValue<bool>() is true))
            {
                continue;
            }
            return terminated is not null ? $"Init:{terminated["reason"].AsText() ?? $"ExitCode:{terminated["exitCode"]}"}"
                : waiting is { Length: > 0 } and not "PodInitializing" ? $"Init:{waiting}"
                : $"Init:{i}/{specs.Count}";
        }
        return null;
    }

    /// <summary>The status of those that live on beside the main containers.</summary>
    public static IEnumerable<JsonObject> Lasting(JsonObject pod)
    {
        var lasting = (pod["spec"]?["initContainers"] as JsonArray ?? []).OfType<JsonObject>().Where(Lasts).Select(c => c["name"].AsText()).ToHashSet();
        return Statuses(pod).Where(s => lasting.Contains(s["name"].AsText()));
    }

    private static bool Lasts(JsonObject container) => container["restartPolicy"].AsText() == "Always";

    private static IEnumerable<JsonObject> Statuses(JsonObject pod) => (pod["status"]?["initContainerStatuses"] as JsonArray ?? []).OfType<JsonObject>();
}
