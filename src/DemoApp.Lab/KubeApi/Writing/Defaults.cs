using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using DemoApp.Lab.KubeApi.Writing.Services;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What the server fills in: phases, service addresses, ports, secret data.</summary>
internal sealed class Defaults(ApiCluster cluster)
{
    private readonly ServiceDefaults services = new(cluster);

    /// <param name="before">The object as it was; null when it is created.</param>
    public void Apply(ResourceType type, JsonObject obj, JsonObject? before)
    {
        switch (type.Kind)
        {
            case "Namespace":
                Put(obj, "status", new JsonObject { ["phase"] = obj.IsDeleting() ? "Terminating" : "Active" }, obj.IsDeleting());
                Put(Spec(obj), "finalizers", new JsonArray("kubernetes"));
                Labels(obj)["kubernetes.io/metadata.name"] = obj.Name();
                break;
            case "Pod":
                Put(obj, "status", new JsonObject { ["phase"] = "Pending", ["qosClass"] = PodDefaults.QualityOfService(Spec(obj)) });
                PodDefaults.ApplyToPod(Spec(obj));
                break;
            case "Service":
                services.Apply(obj, before);
                break;
            case "Event":
                Put(obj, "eventTime", null, !obj.ContainsKey("eventTime"));
                Put(obj, "reportingComponent", "");
                Put(obj, "reportingInstance", "");
                break;
            case "CustomResourceDefinition" when !type.IsCustom:
                Definitions.Complete(obj);
                Put(obj, "status", DefinitionStatus.New(obj));
                break;
            case "Node":
                Spec(obj);
                break;
            case "EndpointSlice":
                foreach (var port in (obj["ports"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    Put(port, "protocol", "TCP");
                    Put(port, "name", "");
                }
                break;
            case "Endpoints":
                foreach (var port in (obj["subsets"] as JsonArray ?? []).SelectMany(s => s?["ports"] as JsonArray ?? []).OfType<JsonObject>())
                {
                    Put(port, "protocol", "TCP");
                }
                break;
            case "Secret":
                Secret(obj);
                break;
            case "Role" or "ClusterRole" or "RoleBinding" or "ClusterRoleBinding" when !type.IsCustom:
                RbacRules.Default(type, obj);
                break;
            case "Job" when type.Group == "batch":
                BatchDefaults.Job(obj, Spec(obj));
                Put(obj, "status", new JsonObject());
                break;
            case "CronJob" when type.Group == "batch":
                BatchDefaults.CronJob(Spec(obj));
                Put(obj, "status", new JsonObject());
                break;
            case "PodDisruptionBudget" when !type.IsCustom:
                Put(obj, "status", new JsonObject { ["disruptionsAllowed"] = 0, ["currentHealthy"] = 0, ["desiredHealthy"] = 0,
                    ["expectedPods"] = 0 });
                break;
            case "Ingress" when !type.IsCustom:
                Put(obj, "status", new JsonObject { ["loadBalancer"] = new JsonObject() });
                break;
            case "ResourceQuota" or "CertificateSigningRequest" when !type.IsCustom:
                Put(obj, "status", new JsonObject());
                break;
            case "PriorityClass" when !type.IsCustom:
                Put(obj, "preemptionPolicy", "PreemptLowerPriority");
                break;
            case "HorizontalPodAutoscaler" when !type.IsCustom:
                Autoscaler(type, Spec(obj));
                Put(obj, "status", type.Version == "v1"
                    ? new JsonObject { ["currentReplicas"] = 0, ["desiredReplicas"] = 0 }
                    : new JsonObject { ["desiredReplicas"] = 0, ["currentMetrics"] = null });
                break;
            case "Deployment" or "StatefulSet" or "ReplicaSet" or "DaemonSet":
                WorkloadDefaults.Apply(type.Kind, Spec(obj));
                Put(obj, "status", new JsonObject { ["replicas"] = 0 });
                break;
        }
    }

    private static void Autoscaler(ResourceType type, JsonObject spec)
    {
        spec.PutDefault("minReplicas", 1);
        if (type.Version == "v2" && spec["metrics"] is not JsonArray { Count: > 0 })
        {
            var average = AutoscalerVersions.ToV2(new JsonObject { ["spec"] = new JsonObject { ["targetCPUUtilizationPercentage"] = 80 } });
            spec["metrics"] = average["spec"]!["metrics"]!.DeepClone();
        }
    }

    private static void Secret(JsonObject secret)
    {
        Put(secret, "type", "Opaque");
        if (secret["stringData"] is not JsonObject texts)
        {
            return;
        }
        secret.Remove("stringData");
        var data = secret["data"] as JsonObject ?? [];
        foreach (var (key, value) in texts)
        {
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value.AsText() ?? ""));
        }
        secret.Remove("data");
        secret["data"] = data;
    }

    private static JsonObject Spec(JsonObject obj) => Child(obj, "spec");

    private static JsonObject Labels(JsonObject obj) => Child(obj.Metadata(), "labels");

    private static JsonObject Child(JsonObject obj, string field)
    {
        if (obj[field] is not JsonObject child)
        {
            obj[field] = child = [];
        }
        return child;
    }

    private static void Put(JsonObject obj, string field, JsonNode? value, bool always = false)
    {
        if (always || obj[field] is null)
        {
            obj[field] = value;
        }
    }
}
