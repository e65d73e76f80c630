using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What a server fills into the specification of a pod, or of a pod template.</summary>
internal static class PodDefaults
{
    private static readonly string[] Kinds = ["initContainers", "containers"];

    public static void ApplyToTemplate(JsonObject spec)
    {
        foreach (var container in Kinds.SelectMany(k => spec[k] as JsonArray ?? []).OfType<JsonObject>())
        {
            Container(container);
        }
        spec.PutDefault("restartPolicy", "Always");
        spec.PutDefault("terminationGracePeriodSeconds", 30);
        spec.PutDefault("dnsPolicy", "ClusterFirst");
        spec.PutDefault("securityContext", new JsonObject());
        spec.PutDefault("schedulerName", "default-scheduler");
        if (spec["serviceAccountName"].AsText() is { Length: > 0 } account)
        {
            spec.PutDefault("serviceAccount", account);
        }
    }

    /// <summary>As admission does for pods: priority, and tolerations that let a pod stay five minutes on a node that is lost.</summary>
    public static void ApplyToPod(JsonObject spec)
    {
        ApplyToTemplate(spec);
        var tolerations = spec["tolerations"] as JsonArray ?? [];
        foreach (var key in (string[])["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"])
        {
            if (!tolerations.Any(t => t?["key"].AsText() == key || (t?["key"] is null && t?["operator"].AsText() == "Exists")))
            {
                tolerations.Add(new JsonObject { ["key"] = key, ["operator"] = "Exists", ["effect"] = "NoExecute", ["tolerationSeconds"] = 300 });
            }
        }
        if (tolerations.Parent is null)
        {
            spec["tolerations"] = tolerations;
        }
        spec.PutDefault("priority", 0);
        spec.PutDefault("enableServiceLinks", true);
        spec.PutDefault("preemptionPolicy", "PreemptLowerPriority");
    }

    /// <summary>Guaranteed is told by the limits of every container; the lab's pods have none.</summary>
    public static string QualityOfService(JsonObject spec)
    {
        var resources = Kinds.SelectMany(k => spec[k] as JsonArray ?? []).Select(c => c?["resources"] as JsonObject ?? []).ToList();
        bool Has(JsonObject of, string what) => of[what] is JsonObject { Count: > 0 };
        if (!resources.Any(r => Has(r, "requests") || Has(r, "limits")))
        {
            return "BestEffort";
        }
        return resources.All(r => r["limits"] is JsonObject limits && limits["cpu"] is not null && limits["memory"] is not null
            && (r["requests"] is null || JsonNode.DeepEquals(r["requests"], limits))) ? "Guaranteed" : "Burstable";
    }

    private static void Container(JsonObject container)
    {
        foreach (var port in (container["ports"] as JsonArray ?? []).OfType<JsonObject>())
        {
            port.PutDefault("protocol", "TCP");
        }
        container.PutDefault("resources", new JsonObject());
        container.PutDefault("terminationMessagePath", "/dev/termination-log");
        container.PutDefault("terminationMessagePolicy", "File");
        container.PutDefault("imagePullPolicy", IsLatest(container["image"].AsText() ?? "") ? "Always" : "IfNotPresent");
    }

    private static bool IsLatest(string image)
    {
        var last = image[(image.LastIndexOf('/') + 1)..];
        return !last.Contains('@', StringComparison.Ordinal) && (!last.Contains(':', StringComparison.Ordinal) || last.EndsWith(":latest", StringComparison.Ordinal));
    }
}
