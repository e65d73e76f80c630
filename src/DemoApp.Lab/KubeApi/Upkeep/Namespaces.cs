using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>The namespaces every cluster has, what each namespace has from the start, and the emptying of those that are deleted.</summary>
internal sealed class Namespaces(ApiCluster cluster, Removal removal)
{
    private const string Account = "default";
    private const string Authority = "kube-root-ca.crt";

    public void Seed()
    {
        foreach (var name in (string[])["default", "kube-node-lease", "kube-public", "kube-system"])
        {
            if (cluster.Store.Find(BuiltInTypes.Namespaces, "", name) is null)
            {
                var made = New(BuiltInTypes.Namespaces, "", name);
                made.Metadata()["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name };
                made["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
                made["status"] = new JsonObject { ["phase"] = "Active" };
                cluster.Store.Create(BuiltInTypes.Namespaces, made);
            }
        }
        foreach (var ns in cluster.Store.List(BuiltInTypes.Namespaces, "").Items.Where(n => !n.IsDeleting()))
        {
            Furnish(ns.Name());
        }
    }

    /// <summary>Gives a new namespace what it has from the start, and gives it back when it was deleted or written over.</summary>
    public void Keep(Change change)
    {
        var isNew = change is { Type: ChangeType.Added, Resource: { Group: "", Kind: "Namespace" } };
        var isLost = change is { Type: ChangeType.Deleted, Resource: { Group: "", Kind: "ServiceAccount" } }
            && change.Object.Name() == Account;
        var isOther = change is { Type: not ChangeType.Added, Resource: { Group: "", Kind: "ConfigMap" } }
            && change.Object.Name() == Authority;
        if (isNew || isLost || isOther)
        {
            Furnish(isNew ? change.Object.Name() : change.Object.Namespace());
        }
    }

    public void Empty(string ns)
    {
        foreach (var type in cluster.Types.Stored.Where(t => t.Namespaced).ToList())
        {
            removal.All(type, ns);
        }
        Finish(ns);
    }

    /// <summary>Ends a namespace that is being deleted and empty; says of one that is not what it waits for.</summary>
    public void Finish(string ns)
    {
        if (ns.Length == 0 || cluster.Store.Find(BuiltInTypes.Namespaces, "", ns)?.IsDeleting() != true)
        {
            return;
        }
        var left = (from type in cluster.Types.Stored.Where(t => t.Namespaced)
                    let items = cluster.Store.List(type, ns).Items
                    where items.Count > 0
                    select (type, items)).ToList();
        cluster.Store.Update(BuiltInTypes.Namespaces, "", ns, o =>
        {
            if (left.Count == 0)
            {
                return null;
            }
            o["status"] = new JsonObject
            {
                ["phase"] = "Terminating",
                ["conditions"] = NamespaceConditions.Of(left, o["status"]?["conditions"], cluster.Now()),
            };
            return o;
        });
    }

    private void Furnish(string ns)
    {
        if (!cluster.Options.FurnishesNamespaces || cluster.Store.Find(BuiltInTypes.Namespaces, "", ns)?.IsDeleting() != false)
        {
            return;
        }
        Put(BuiltInTypes.ServiceAccounts, New(BuiltInTypes.ServiceAccounts, ns, Account));
        var authority = New(BuiltInTypes.ConfigMaps, ns, Authority);
        authority.Metadata()["annotations"] = new JsonObject
        {
            ["kubernetes.io/description"] = "Contains a CA bundle that can be used to verify the kube-apiserver when using internal "
                + "endpoints such as the internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.",
        };
        authority["data"] = new JsonObject
        {
            ["ca.crt"] = cluster.Options.AuthorityPem ?? cluster.Options.Certificate.ExportCertificatePem(),
        };
        Put(BuiltInTypes.ConfigMaps, authority);
    }

    private void Put(ResourceType type, JsonObject obj)
    {
        if (cluster.Store.Find(type, obj.Namespace(), obj.Name()) is not { } there)
        {
            cluster.Store.Create(type, obj);
        }
        else if (!JsonNode.DeepEquals(there["data"], obj["data"]))
        {
            cluster.Store.Update(type, obj.Namespace(), obj.Name(), o =>
            {
                o["data"] = obj["data"]?.DeepClone();
                return o;
            });
        }
    }

    private JsonObject New(ResourceType type, string ns, string name)
    {
        var metadata = new JsonObject { ["name"] = name, ["uid"] = Guid.NewGuid().ToString(), ["creationTimestamp"] = cluster.Now() };
        if (ns.Length > 0)
        {
            metadata.Insert(1, "namespace", ns);
        }
        return new JsonObject { ["kind"] = type.Kind, ["apiVersion"] = type.ApiVersion, ["metadata"] = metadata };
    }
}
