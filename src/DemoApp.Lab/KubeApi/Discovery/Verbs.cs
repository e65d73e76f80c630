using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>What may be done with a kind and with the addresses below its objects.</summary>
internal static class Verbs
{
    /// <summary>In the orders in which the genuine server names them.</summary>
    public static JsonArray Of(ResourceType type) => type.CreateOnly ? new("create")
        : type.IsCustom ? new("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch")
        : type.Kind == "Namespace" ? new("create", "delete", "get", "list", "patch", "update", "watch")
        : new("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    public static IEnumerable<Subresource> Subresources(ResourceType type)
    {
        if (type.Scale is not null)
        {
            yield return new("scale", "Scale", new("get", "patch", "update")) { Group = "autoscaling", Version = "v1" };
        }
        if (type.HasStatus)
        {
            yield return new("status", type.Kind, new("get", "patch", "update"));
        }
        if (type == BuiltInTypes.CertificateSigningRequests)
        {
            yield return new("approval", type.Kind, new("get", "patch", "update"));
        }
        if (type is { Kind: "Namespace", Group: "" })
        {
            yield return new("finalize", "Namespace", new("update"));
        }
        if (type is { Kind: "Pod", Group: "" })
        {
            yield return new("attach", "PodAttachOptions", new("create", "get"));
            yield return new("binding", "Binding", new("create"));
            yield return new("eviction", "Eviction", new("create")) { Group = "policy", Version = "v1" };
            yield return new("exec", "PodExecOptions", new("create", "get"));
            yield return new("log", "Pod", new("get"));
            yield return new("portforward", "PodPortForwardOptions", new("create", "get"));
        }
        if (type is { Kind: "ServiceAccount", Group: "" })
        {
            yield return new("token", "TokenRequest", new("create")) { Group = "authentication.k8s.io", Version = "v1" };
        }
    }
}

/// <summary>One address below the objects of a kind. Group and version only where its kind is of another group.</summary>
internal sealed record Subresource(string Name, string Kind, JsonArray Verbs)
{
    public string? Group { get; init; }

    public string? Version { get; init; }
}
