using System.Text.Json.Nodes;
using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>
/// What a cluster does by itself with any object: serves what definitions define, collects what lost its owner, empties
/// namespaces that are deleted.
/// </summary>
internal sealed partial class Housekeeper : IAsyncDisposable
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";
    private readonly ApiCluster cluster;
    private readonly ILogger logger;
    private readonly ChannelReader<Change> changes;
    private Task loop = Task.CompletedTask;

    public Housekeeper(ApiCluster cluster, ILogger logger)
    {
        this.cluster = cluster;
        this.logger = logger;
        changes = cluster.Store.SubscribeToAll();
    }

    /// <summary>Creates the namespaces every cluster has, goes on with what a former process left half done, and starts.</summary>
    public void Seed()
    {
        foreach (var definition in cluster.Store.List(BuiltInTypes.CustomResourceDefinitions, "").Items)
        {
            cluster.Types.Replace(definition.FieldText("spec.group"), definition.FieldText("spec.names.plural"), [.. Definitions.Served(definition)]);
        }
        foreach (var name in (string[])["default", "kube-node-lease", "kube-public", "kube-system"])
        {
            if (cluster.Store.Find(BuiltInTypes.Namespaces, "", name) is not null)
            {
                continue;
            }
            cluster.Store.Create(BuiltInTypes.Namespaces, new JsonObject
            {
                ["kind"] = "Namespace", ["apiVersion"] = "v1",
                ["metadata"] = new JsonObject
                {
                    ["name"] = name, ["uid"] = Guid.NewGuid().ToString(), ["creationTimestamp"] = cluster.Now(),
                    ["labels"] = new JsonObject { ["kubernetes.io/metadata.name"] = name },
                },
                ["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") },
                ["status"] = new JsonObject { ["phase"] = "Active" },
            });
        }
        loop = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        cluster.Store.Unsubscribe(changes);
        await loop;
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        foreach (var type in cluster.Types.All.ToList())
        {
            foreach (var obj in cluster.Store.List(type, "").Items.Where(o => o.IsDeleting()))
            {
                TryKeep(new Change(ChangeType.Modified, type, obj, obj, obj.ResourceVersion()));
            }
        }
        await foreach (var change in changes.ReadAllAsync())
        {
            TryKeep(change);
        }
    }

    private void TryKeep(Change change)
    {
        try
        {
            Keep(change);
        }
        catch (ApiError error)
        {
            // Someone else was faster; the change that this caused is seen in its turn.
            Log.Overtaken(logger, error.Message);
        }
    }

    private void Keep(Change change)
    {
        if (change.Resource.Kind == "CustomResourceDefinition")
        {
            Serve(change);
        }
        if (change.Type == ChangeType.Added)
        {
            CollectLate(change.Resource, change.Object);
        }
        if (change.Type == ChangeType.Deleted)
        {
            CollectOrphans(change.Object.Uid());
            FinishNamespace(change.Object.Namespace());
        }
        else if (change.Object.IsDeleting())
        {
            if (change.Resource.Kind == "Namespace")
            {
                Empty(change.Object.Name());
            }
            else
            {
                FinishOwner(change.Resource, change.Object);
            }
        }
    }

    private void Serve(Change change)
    {
        var (group, plural) = (change.Object.FieldText("spec.group"), change.Object.FieldText("spec.names.plural"));
        if (change.Type == ChangeType.Deleted)
        {
            foreach (var type in cluster.Types.All.Where(t => t.Group == group && t.Plural == plural).ToList())
            {
                RemoveAll(type, "");
            }
            cluster.Types.Replace(group, plural, []);
            return;
        }
        cluster.Types.Replace(group, plural, [.. Definitions.Served(change.Object)]);
        if (change.Object["status"]?["conditions"] is null)
        {
            cluster.Store.Update(change.Resource, "", change.Object.Name(), o =>
            {
                o["status"] = Definitions.Status(o, cluster.Now());
                return o;
            });
        }
    }

    /// <summary>What was made in the instant its only owner went is collected too.</summary>
    private void CollectLate(ResourceType type, JsonObject obj)
    {
        var owners = Owners.Of(obj).Select(o => o["uid"].AsText()).OfType<string>().ToList();
        if (owners.Count > 0 && !owners.Any(Exists))
        {
            Remove(type, obj);
        }
    }

    private void CollectOrphans(string? owner)
    {
        if (owner is null)
        {
            return;
        }
        foreach (var (type, obj) in OwnedBy(owner))
        {
            var others = Owners.Of(obj).Any(o => o["uid"].AsText() is { } uid && uid != owner && Exists(uid));
            if (!others)
            {
                Remove(type, obj);
            }
        }
    }

    /// <summary>What the garbage collector's own finalizers ask for: the owned deleted first, or let live on without an owner.</summary>
    private void FinishOwner(ResourceType type, JsonObject obj)
    {
        foreach (var finalizer in (obj.Metadata()["finalizers"] as JsonArray ?? []).Select(f => f.AsText()).Where(f => f is Foreground or Orphan).ToList())
        {
            foreach (var (ownedType, owned) in OwnedBy(obj.Uid() ?? "").ToList())
            {
                if (finalizer == Foreground)
                {
                    Remove(ownedType, owned);
                }
                else
                {
                    Disown(ownedType, owned, obj.Uid() ?? "");
                }
            }
            cluster.Store.Update(type, obj.Namespace(), obj.Name(), o =>
            {
                var left = (o.Metadata()["finalizers"] as JsonArray ?? []).Where(f => f.AsText() != finalizer).Select(f => f?.DeepClone()).ToArray();
                o.Metadata()["finalizers"] = new JsonArray(left);
                return left.Length == 0 ? null : o;
            });
        }
    }

    private void Disown(ResourceType type, JsonObject owned, string owner) => cluster.Store.Update(type, owned.Namespace(), owned.Name(), o =>
    {
        var left = Owners.Of(o).Where(r => r["uid"].AsText() != owner).Select(r => r.DeepClone()).ToArray();
        o.Metadata().Remove("ownerReferences");
        if (left.Length > 0)
        {
            o.Metadata()["ownerReferences"] = new JsonArray(left);
        }
        return o;
    });

    private void Empty(string ns)
    {
        foreach (var type in cluster.Types.All.Where(t => t.Namespaced).ToList())
        {
            RemoveAll(type, ns);
        }
        FinishNamespace(ns);
    }

    private void FinishNamespace(string ns)
    {
        if (ns.Length > 0 && cluster.Store.Find(BuiltInTypes.Namespaces, "", ns)?.IsDeleting() == true
            && cluster.Types.All.Where(t => t.Namespaced).All(t => cluster.Store.List(t, ns).Items.Count == 0))
        {
            cluster.Store.Update(BuiltInTypes.Namespaces, "", ns, _ => null);
        }
    }

    private void RemoveAll(ResourceType type, string ns)
    {
        foreach (var obj in cluster.Store.List(type, ns).Items)
        {
            Remove(type, obj);
        }
    }

    /// <summary>Deletes at once what has no finalizer; a running pod is asked to end, its node finishes it.</summary>
    private void Remove(ResourceType type, JsonObject obj) => cluster.Store.Update(type, obj.Namespace(), obj.Name(), o =>
    {
        if (!o.HasFinalizers() && (type.Kind != "Pod" || o.FieldText("spec.nodeName").Length == 0))
        {
            return null;
        }
        if (!o.IsDeleting())
        {
            o.Metadata()["deletionTimestamp"] = cluster.Now();
            o.Metadata()["deletionGracePeriodSeconds"] = type.Kind == "Pod" ? o["spec"]?["terminationGracePeriodSeconds"]?.DeepClone() ?? 30 : 0;
        }
        return o;
    });

    private IEnumerable<(ResourceType Type, JsonObject Object)> OwnedBy(string uid) =>
        from type in cluster.Types.All.ToList()
        from obj in cluster.Store.List(type, "").Items
        where Owners.Of(obj).Any(o => o["uid"].AsText() == uid)
        select (type, obj);

    private bool Exists(string uid) => cluster.Types.All.Any(t => cluster.Store.List(t, "").Items.Any(o => o.Uid() == uid));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Upkeep left to another change: {Why}")]
        public static partial void Overtaken(ILogger logger, string why);
    }
}
