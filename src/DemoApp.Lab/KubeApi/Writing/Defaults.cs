using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>What the server fills in: phases, service addresses, ports, secret data.</summary>
internal sealed class Defaults(ApiCluster cluster)
{
    private const int FirstNodePort = 30000;
    private const int LastNodePort = 32767;
    private int lastAddress = 9;

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
                Service(obj, before);
                break;
            case "Event":
                Put(obj, "eventTime", null, !obj.ContainsKey("eventTime"));
                Put(obj, "reportingComponent", "");
                Put(obj, "reportingInstance", "");
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
            case "Job":
                JobDefaults.Apply(obj, before is null);
                break;
            case "Deployment" or "StatefulSet" or "ReplicaSet" or "DaemonSet":
                WorkloadDefaults.Apply(type.Kind, Spec(obj));
                Put(obj, "status", new JsonObject { ["replicas"] = 0 });
                break;
        }
    }

    private void Service(JsonObject service, JsonObject? before)
    {
        var spec = Spec(service);
        Put(spec, "type", "ClusterIP");
        Put(spec, "sessionAffinity", "None");
        Put(service, "status", new JsonObject { ["loadBalancer"] = new JsonObject() });
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
        {
            Put(port, "protocol", "TCP");
            Put(port, "targetPort", port["port"]?.DeepClone());
        }
        if (spec["type"].AsText() == "ExternalName")
        {
            return;
        }
        var kept = before?["spec"]?["clusterIP"].AsText();
        if (kept is not null && spec["clusterIP"].AsText() is { Length: > 0 } asked && asked != kept)
        {
            throw ApiError.Invalid(BuiltInTypes.Services, service.Name(), [new("FieldValueInvalid", "spec.clusterIPs[0]", $"Invalid value: []string{{\"{asked}\"}}: may not change once set")]);
        }
        if (spec["clusterIP"].AsText() is null or "")
        {
            spec["clusterIP"] = kept ?? NextAddress();
        }
        spec["clusterIPs"] = new JsonArray(spec["clusterIP"]!.DeepClone());
        Put(spec, "ipFamilies", new JsonArray("IPv4"));
        Put(spec, "ipFamilyPolicy", "SingleStack");
        Put(spec, "internalTrafficPolicy", "Cluster");
        if (spec["type"].AsText() is "LoadBalancer" or "NodePort")
        {
            Put(spec, "externalTrafficPolicy", "Cluster");
            NodePorts(spec);
        }
        if (spec["type"].AsText() == "LoadBalancer")
        {
            Put(spec, "allocateLoadBalancerNodePorts", true);
        }
    }

    /// <summary>Ports of the node from the range 30000 to 32767, one for each port of the service.</summary>
    private void NodePorts(JsonObject spec)
    {
        var used = cluster.Store.List(BuiltInTypes.Services, "").Items
            .SelectMany(s => s["spec"]?["ports"] as JsonArray ?? []).Select(p => (p?["nodePort"]).AsLong()).OfType<long>().ToHashSet();
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>().Where(p => p["nodePort"].AsLong() is null or 0))
        {
            var free = Enumerable.Range(FirstNodePort, LastNodePort - FirstNodePort + 1).First(n => used.Add(n));
            port["nodePort"] = free;
        }
    }

    private string NextAddress()
    {
        var used = cluster.Store.List(BuiltInTypes.Services, "").Items.Select(s => s.FieldText("spec.clusterIP")).ToHashSet();
        string address;
        do
        {
            var n = Interlocked.Increment(ref lastAddress);
            address = $"10.96.{n / 250 % 250}.{(n % 250) + 1}";
        }
        while (used.Contains(address));
        return address;
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
