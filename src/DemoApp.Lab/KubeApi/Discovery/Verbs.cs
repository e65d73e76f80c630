using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>What may be done with a kind and with the addresses below its objects.</summary>
internal static class Verbs
{
    /// <summary>In the orders in which the genuine server names them.</summary>
    public static JsonArray Of(ResourceType type) => type.CreateOnly ? new("create")
        : type.IsCustom ? new("delete", "deletecollection", "get", "list", "patch", "create", "update", "watch")
        : type.Kind == "Namespace" ? new("create", "delete", "get", "list", "patch", "update", "watch")
        : new("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

    public static IEnumerable<(string Name, string Kind, JsonArray Verbs)> Subresources(ResourceType type)
    {
        if (type.HasStatus)
        {
            yield return ("status", type.Kind, new("get", "patch", "update"));
        }
        if (type is { Kind: "Namespace", Group: "" })
        {
            yield return ("finalize", "Namespace", new("update"));
        }
        if (type is { Kind: "Pod", Group: "" })
        {
            yield return ("attach", "PodAttachOptions", new("create", "get"));
            yield return ("exec", "PodExecOptions", new("create", "get"));
            yield return ("log", "Pod", new("get"));
            yield return ("portforward", "PodPortForwardOptions", new("create", "get"));
        }
        if (type is { Kind: "ServiceAccount", Group: "" })
        {
            yield return ("token", "TokenRequest", new("create"));
        }
    }
}
