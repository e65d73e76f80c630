using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing.Services;

/// <summary>What a server fills into a Service, and what it takes back when the type changes.</summary>
internal sealed class ServiceDefaults(ApiCluster cluster)
{
    private static readonly string[] OfAddress = ["clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "internalTrafficPolicy"];
    private static readonly string[] OfNodePorts = ["externalTrafficPolicy", "allocateLoadBalancerNodePorts"];
    private readonly ClusterAddresses addresses = new(cluster);
    private readonly NodePorts nodePorts = new(cluster);

    /// <param name="before">The Service as it was; null when it is created.</param>
    public void Apply(JsonObject service, JsonObject? before)
    {
        if (service["spec"] is not JsonObject spec)
        {
            service["spec"] = spec = [];
        }
        spec.PutDefault("type", "ClusterIP");
        spec.PutDefault("sessionAffinity", "None");
        service.PutDefault("status", new JsonObject { ["loadBalancer"] = new JsonObject() });
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>())
        {
            port.PutDefault("protocol", "TCP");
            port.PutDefault("targetPort", port["port"]?.DeepClone());
        }
        TakeBack(spec, before?["spec"] as JsonObject);
        if (spec["type"].AsText() == "ExternalName")
        {
            return;
        }
        addresses.Allocate(service, spec, before);
        spec.PutDefault("ipFamilies", new JsonArray("IPv4"));
        spec.PutDefault("ipFamilyPolicy", "SingleStack");
        spec.PutDefault("internalTrafficPolicy", "Cluster");
        if (spec["type"].AsText() is "LoadBalancer" or "NodePort")
        {
            spec.PutDefault("externalTrafficPolicy", "Cluster");
            nodePorts.Allocate(service, spec, before);
        }
        if (spec["type"].AsText() == "LoadBalancer")
        {
            spec.PutDefault("allocateLoadBalancerNodePorts", true);
        }
    }

    /// <summary>What only the former type had goes with it, unless the caller gave it anew.</summary>
    private static void TakeBack(JsonObject spec, JsonObject? before)
    {
        var (now, then) = (spec["type"].AsText(), before?["type"].AsText());
        if (before is null || now == then)
        {
            return;
        }
        if (now == "ExternalName")
        {
            RemoveKept(spec, before, OfAddress);
        }
        if (now is "ClusterIP" or "ExternalName")
        {
            RemoveKept(spec, before, OfNodePorts);
            var old = NodePorts.Of(before).ToHashSet();
            foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>()
                .Where(p => p["nodePort"].AsLong() is { } n && old.Contains(n)))
            {
                port.Remove("nodePort");
            }
        }
        if (now != "LoadBalancer")
        {
            RemoveKept(spec, before, ["allocateLoadBalancerNodePorts"]);
        }
    }

    private static void RemoveKept(JsonObject spec, JsonObject before, string[] fields)
    {
        foreach (var field in fields.Where(f => JsonNode.DeepEquals(spec[f], before[f])))
        {
            spec.Remove(field);
        }
    }
}
