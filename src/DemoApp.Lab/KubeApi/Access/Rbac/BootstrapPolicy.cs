using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using DemoApp.Lab.KubeApi.Writing;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>
/// The roles and bindings a cluster has from its start (bootstrap-policy.yaml), and the viewer's binding where there is a viewer.
/// What is there stays.
/// </summary>
internal static class BootstrapPolicy
{
    private const string File = "DemoApp.Lab.KubeApi.Access.Rbac.bootstrap-policy.yaml";

    public static void Seed(ApiCluster cluster)
    {
        foreach (var obj in Objects())
        {
            var metadata = obj.Metadata();
            metadata["annotations"] = new JsonObject { ["rbac.authorization.kubernetes.io/autoupdate"] = "true" };
            metadata["labels"] = Labels(metadata["labels"] as JsonObject);
            Create(cluster, obj);
        }
        if (cluster.Options.ViewerToken is not null)
        {
            Create(cluster, ViewersBinding());
        }
    }

    private static void Create(ApiCluster cluster, JsonObject obj)
    {
        var type = BuiltInTypes.AccessRules.First(t => t.Kind == obj["kind"].AsText());
        if (cluster.Store.Find(type, "", obj.Name()) is not null)
        {
            return;
        }
        obj["apiVersion"] = type.ApiVersion;
        obj.Metadata()["uid"] = Guid.NewGuid().ToString();
        obj.Metadata()["creationTimestamp"] = cluster.Now();
        cluster.Store.Create(type, obj);
    }

    private static JsonObject Labels(JsonObject? own)
    {
        var labels = new JsonObject { ["kubernetes.io/bootstrapping"] = "rbac-defaults" };
        foreach (var (key, value) in own ?? [])
        {
            labels[key] = value?.DeepClone();
        }
        return labels;
    }

    private static JsonObject ViewersBinding() => new()
    {
        ["kind"] = "ClusterRoleBinding",
        ["metadata"] = new JsonObject { ["name"] = StaticTokens.Viewers },
        ["roleRef"] = new JsonObject { ["apiGroup"] = BuiltInTypes.ClusterRoles.Group, ["kind"] = "ClusterRole", ["name"] = "view" },
        ["subjects"] = new JsonArray(new JsonObject
        {
            ["apiGroup"] = BuiltInTypes.ClusterRoles.Group, ["kind"] = "Group", ["name"] = StaticTokens.Viewers,
        }),
    };

    private static IEnumerable<JsonObject> Objects()
    {
        using var stream = typeof(BootstrapPolicy).Assembly.GetManifestResourceStream(File)!;
        using var reader = new StreamReader(stream);
        return [.. (Body.FromYaml(reader.ReadToEnd())?["items"] as JsonArray ?? []).OfType<JsonObject>()
            .Select(o => (JsonObject)o.DeepClone())];
    }
}
