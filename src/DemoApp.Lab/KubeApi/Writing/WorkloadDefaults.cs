using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What a Deployment or StatefulSet is when it does not say: how it is updated, and how long its history is.</summary>
internal static class WorkloadDefaults
{
    private const int History = 10;
    private const int ProgressDeadline = 600;
    private const string Quarter = "25%";

    public static void Apply(ResourceType type, JsonObject spec)
    {
        spec["replicas"] ??= 1;
        switch (type.Kind)
        {
            case "Deployment":
                spec["revisionHistoryLimit"] ??= History;
                spec["progressDeadlineSeconds"] ??= ProgressDeadline;
                Rolling(spec, "strategy", ("maxUnavailable", Quarter), ("maxSurge", Quarter));
                break;
            case "StatefulSet":
                spec["podManagementPolicy"] ??= "OrderedReady";
                spec["revisionHistoryLimit"] ??= History;
                Rolling(spec, "updateStrategy", ("partition", 0));
                spec["persistentVolumeClaimRetentionPolicy"] ??= new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" };
                break;
        }
    }

    private static void Rolling(JsonObject spec, string field, params ReadOnlySpan<(string Name, JsonNode Value)> bounds)
    {
        var strategy = Child(spec, field);
        strategy["type"] ??= "RollingUpdate";
        if (strategy["type"].AsText() != "RollingUpdate")
        {
            return;
        }
        var rolling = Child(strategy, "rollingUpdate");
        foreach (var (name, value) in bounds)
        {
            rolling[name] ??= value;
        }
    }

    private static JsonObject Child(JsonObject obj, string field)
    {
        if (obj[field] is not JsonObject child)
        {
            obj[field] = child = [];
        }
        return child;
    }
}
