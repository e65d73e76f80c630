using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Fields that a write does not make anybody's own: those its address does not reach, and those the server gave out itself.</summary>
internal static class Unreached
{
    private static readonly FieldSet Status = FieldSet.Path("f:status");
    private static readonly FieldSet Spec = FieldSet.Path("f:spec");

    /// <summary>What a resource or a subresource resets before it stores.</summary>
    public static FieldSet By(ResourceType type, string subresource) => (subresource, type.Kind) switch
    {
        ("", _) => type.HasStatus ? Status : FieldSet.Empty,
        ("status", "CustomResourceDefinition") => Spec.Union(FieldSet.Path("f:metadata")),
        ("status", "Deployment") when !type.IsCustom => Spec.Union(FieldSet.Path("f:metadata", "f:labels")),
        ("status", "Pod") when !type.IsCustom => Spec.Union(FieldSet.Path("f:metadata", "f:deletionTimestamp")).Union(FieldSet.Path("f:metadata", "f:ownerReferences")),
        ("status", _) => Spec,
        _ => FieldSet.Empty,
    };

    /// <summary>What the server fills in after defaults, unless the request asked for it.</summary>
    public static FieldSet Allocated(ResourceType type, JsonObject requested) => type switch
    {
        { Kind: "Service", Group: "" } => Service(requested["spec"] as JsonObject ?? []),
        { Kind: "Namespace", Group: "" } => NotAsked(requested["spec"] as JsonObject ?? [], "finalizers"),
        _ => FieldSet.Empty,
    };

    private static FieldSet Service(JsonObject spec)
    {
        var set = NotAsked(spec, "clusterIP", "clusterIPs", "ipFamilies", "ipFamilyPolicy", "healthCheckNodePort");
        foreach (var port in (spec["ports"] as JsonArray ?? []).OfType<JsonObject>().Where(p => p["nodePort"] is null && p["port"] is not null))
        {
            var key = new JsonObject { ["port"] = port["port"]!.DeepClone(), ["protocol"] = port["protocol"].AsText() ?? "TCP" };
            set = set.Union(FieldSet.Path("f:spec", "f:ports", "k:" + key.ToJsonString(PathElement.Plain), "f:nodePort"));
        }
        return set;
    }

    private static FieldSet NotAsked(JsonObject spec, params string[] fields) =>
        fields.Where(f => spec[f] is null || spec[f].AsText() == "")
            .Aggregate(FieldSet.Empty, (all, f) => all.Union(FieldSet.Path("f:spec", PathElement.Field(f))));
}
