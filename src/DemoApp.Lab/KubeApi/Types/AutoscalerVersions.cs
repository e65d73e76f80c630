using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Types;

/// <summary>
/// HorizontalPodAutoscalers in their two versions: v1 knows the one metric CPU by a number of its own. What v1 has no field for is not
/// lost: it stays stored in v2 for as long as nobody writes the object through v1.
/// </summary>
internal static class AutoscalerVersions
{
    private const string Target = "targetCPUUtilizationPercentage";

    public static JsonObject ToV2(JsonObject stored)
    {
        var (obj, spec) = Copy(stored, "autoscaling/v2");
        if (spec[Target] is { } percentage)
        {
            spec.Remove(Target);
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject
                {
                    ["name"] = "cpu",
                    ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percentage.DeepClone() },
                },
            });
        }
        if (obj["status"] is JsonObject status)
        {
            status.TryAdd("currentMetrics", null);
            if (status["currentReplicas"].AsLong() == 0)
            {
                status.Remove("currentReplicas");
            }
        }
        return obj;
    }

    public static JsonObject ToV1(JsonObject stored)
    {
        var (obj, spec) = Copy(stored, "autoscaling/v1");
        var metrics = (spec["metrics"] as JsonArray ?? []).Select(m => m?["resource"]).OfType<JsonObject>();
        var cpu = metrics.FirstOrDefault(r => r["name"].AsText() == "cpu")?["target"]?["averageUtilization"];
        spec.Remove("metrics");
        spec.Remove("behavior");
        if (cpu is not null)
        {
            spec[Target] = cpu.DeepClone();
        }
        if (obj["status"] is JsonObject status)
        {
            status.Remove("currentMetrics");
            status.Remove("conditions");
            status.TryAdd("currentReplicas", 0);
        }
        return obj;
    }

    private static (JsonObject Object, JsonObject Spec) Copy(JsonObject stored, string version)
    {
        var obj = (JsonObject)stored.DeepClone();
        obj["apiVersion"] = version;
        if (obj["spec"] is not JsonObject spec)
        {
            obj["spec"] = spec = [];
        }
        return (obj, spec);
    }
}
