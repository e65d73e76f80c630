using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>Deletions that the cluster makes by itself, by the rules of those that are asked for.</summary>
internal sealed class Removal(ApiCluster cluster)
{
    public void All(ResourceType type, string ns)
    {
        foreach (var obj in cluster.Store.List(type, ns).Items)
        {
            One(type, obj);
        }
    }

    /// <summary>Deletes at once what has no finalizer; a running pod is asked to end, its node finishes it.</summary>
    public void One(ResourceType type, JsonObject obj) => cluster.Store.Update(type, obj.Namespace(), obj.Name(), o =>
    {
        if (!o.HasFinalizers() && (type.Kind != "Pod" || o.FieldText("spec.nodeName").Length == 0))
        {
            return null;
        }
        if (!o.IsDeleting())
        {
            o.Metadata()["deletionTimestamp"] = cluster.Now();
            o.Metadata()["deletionGracePeriodSeconds"] =
                type.Kind == "Pod" ? o["spec"]?["terminationGracePeriodSeconds"]?.DeepClone() ?? 30 : 0;
        }
        return o;
    });

    /// <summary>Takes a finalizer off an object, which ends one that waited for nothing else.</summary>
    public void Finish(ResourceType type, JsonObject obj, string finalizer) => cluster.Store.Update(type, obj.Namespace(), obj.Name(), o =>
    {
        var left = (o.Metadata()["finalizers"] as JsonArray ?? []).Where(f => f.AsText() != finalizer).Select(f => f?.DeepClone())
            .ToArray();
        o.Metadata()["finalizers"] = new JsonArray(left);
        return left.Length == 0 ? null : o;
    });
}
