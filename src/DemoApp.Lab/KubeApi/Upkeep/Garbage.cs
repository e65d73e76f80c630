using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>Collects what lost its owner, and does what an owner's deletion asks for.</summary>
internal sealed class Garbage(ApiCluster cluster, Removal removal)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    /// <summary>What was made in the instant its only owner went is collected too.</summary>
    public void CollectLate(ResourceType type, JsonObject obj)
    {
        var owners = Owners.Of(obj).Select(o => o["uid"].AsText()).OfType<string>().ToList();
        if (owners.Count > 0 && !owners.Any(Exists))
        {
            removal.One(type, obj);
        }
    }

    public void CollectOrphans(string? owner)
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
                removal.One(type, obj);
            }
        }
    }

    /// <summary>What the collector's own finalizers ask for: the owned deleted first, or let live on without an owner.</summary>
    public void FinishOwner(ResourceType type, JsonObject obj)
    {
        var finalizers = (obj.Metadata()["finalizers"] as JsonArray ?? []).Select(f => f.AsText() ?? "");
        foreach (var finalizer in finalizers.Where(f => f is Foreground or Orphan).ToList())
        {
            foreach (var (ownedType, owned) in OwnedBy(obj.Uid() ?? "").ToList())
            {
                if (finalizer == Foreground)
                {
                    removal.One(ownedType, owned);
                }
                else
                {
                    Disown(ownedType, owned, obj.Uid() ?? "");
                }
            }
            removal.Finish(type, obj, finalizer);
        }
    }

    private void Disown(ResourceType type, JsonObject owned, string owner) =>
        cluster.Store.Update(type, owned.Namespace(), owned.Name(), o =>
    {
        var left = Owners.Of(o).Where(r => r["uid"].AsText() != owner).Select(r => r.DeepClone()).ToArray();
        o.Metadata().Remove("ownerReferences");
        if (left.Length > 0)
        {
            o.Metadata()["ownerReferences"] = new JsonArray(left);
        }
        return o;
    });

    private IEnumerable<(ResourceType Type, JsonObject Object)> OwnedBy(string uid) =>
        from type in cluster.Types.Stored.ToList()
        from obj in cluster.Store.List(type, "").Items
        where Owners.Of(obj).Any(o => o["uid"].AsText() == uid)
        select (type, obj);

    private bool Exists(string uid) => cluster.Types.Stored.Any(t => cluster.Store.List(t, "").Items.Any(o => o.Uid() == uid));
}
