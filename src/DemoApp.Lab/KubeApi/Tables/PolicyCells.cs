using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>Cells of quotas, autoscalers and signing requests.</summary>
internal static class PolicyCells
{
    private const int ShownMetrics = 2;

    public static string Quota(JsonObject quota, bool limits)
    {
        var (hard, used) = (quota["status"]?["hard"] as JsonObject ?? [], quota["status"]?["used"]);
        return string.Join(", ",
            hard.Where(h => h.Key.StartsWith("limits.", StringComparison.Ordinal) == limits).OrderBy(h => h.Key, StringComparer.Ordinal)
            .Select(h => $"{h.Key}: {used?[h.Key]?.ToString() ?? "0"}/{h.Value}"));
    }

    /// <summary>The target of each metric; nothing in the lab measures the present value.</summary>
    public static string Targets(JsonObject autoscaler)
    {
        var all = autoscaler["spec"]?["metrics"] as JsonArray
            ?? (autoscaler["spec"]?["targetCPUUtilizationPercentage"] is { } cpu ? [Cpu(cpu)] : []);
        var shown = string.Join(", ", all.Take(ShownMetrics).Select(Target));
        return all.Count == 0 ? "<none>" : all.Count > ShownMetrics ? $"{shown} + {all.Count - ShownMetrics} more..." : shown;
    }

    public static JsonNode RequestedDuration(JsonObject request, DateTimeOffset now) =>
        (request["spec"]?["expirationSeconds"]).AsLong() is { } seconds ? Age.Of(TimeSpan.FromSeconds(seconds)) : "<none>";

    public static string SigningState(JsonObject request)
    {
        var types = (request["status"]?["conditions"] as JsonArray ?? []).Select(c => c?["type"].AsText()).ToHashSet();
        List<string> states = [types.Contains("Denied") ? "Denied" : types.Contains("Approved") ? "Approved" : "Pending"];
        if (types.Contains("Failed"))
        {
            states.Add("Failed");
        }
        if (request["status"]?["certificate"].AsText() is { Length: > 0 })
        {
            states.Add("Issued");
        }
        return string.Join(",", states);
    }

    private static JsonObject Cpu(JsonNode percentage) => new()
    {
        ["resource"] = new JsonObject { ["name"] = "cpu", ["target"] = new JsonObject { ["averageUtilization"] = percentage.DeepClone() } },
    };

    private static string Target(JsonNode? metric)
    {
        var source = (metric?["resource"] ?? metric?["containerResource"] ?? metric?["pods"] ?? metric?["object"]
            ?? metric?["external"]) as JsonObject;
        var target = source?["target"];
        var wanted = target?["averageUtilization"] is { } share ? $"{share}%" : $"{target?["averageValue"] ?? target?["value"]}";
        return source?["name"].AsText() is { } name ? $"{name}: <unknown>/{wanted}" : $"<unknown>/{wanted}";
    }
}
