using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What a server fills into Deployments, StatefulSets, ReplicaSets and DaemonSets.</summary>
internal static class WorkloadDefaults
{
    public static void Apply(string kind, JsonObject spec)
    {
        if (kind != "DaemonSet")
        {
            spec.PutDefault("replicas", 1);
        }
        if (spec["template"] is JsonObject template)
        {
            template.PutDefault("metadata", new JsonObject { ["creationTimestamp"] = null });
            if (template["spec"] is JsonObject pod)
            {
                PodDefaults.ApplyToTemplate(pod);
            }
        }
        switch (kind)
        {
            case "Deployment":
                Rolling(spec, "strategy", new JsonObject { ["maxUnavailable"] = "25%", ["maxSurge"] = "25%" });
                spec.PutDefault("revisionHistoryLimit", 10);
                spec.PutDefault("progressDeadlineSeconds", 600);
                break;
            case "DaemonSet":
                Rolling(spec, "updateStrategy", new JsonObject { ["maxSurge"] = 0, ["maxUnavailable"] = 1 });
                spec.PutDefault("revisionHistoryLimit", 10);
                break;
            case "StatefulSet":
                spec.PutDefault("podManagementPolicy", "OrderedReady");
                Rolling(spec, "updateStrategy", new JsonObject { ["partition"] = 0 });
                spec.PutDefault("revisionHistoryLimit", 10);
                spec.PutDefault("persistentVolumeClaimRetentionPolicy", new JsonObject { ["whenDeleted"] = "Retain", ["whenScaled"] = "Retain" });
                break;
        }
    }

    private static void Rolling(JsonObject spec, string field, JsonObject rolling)
    {
        spec.PutDefault(field, new JsonObject());
        if (spec[field] is JsonObject strategy)
        {
            strategy.PutDefault("type", "RollingUpdate");
            if (strategy["type"].AsText() == "RollingUpdate")
            {
                strategy.PutDefault("rollingUpdate", rolling);
            }
        }
    }
}
