using System.Collections.Immutable;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Who owns which fields after a write. Pure: objects and entries in, entries (and, for apply, an object) out.</summary>
/// <param name="Ignored">Fields that this way of writing does not reach, such as status in the main resource.</param>
/// <param name="Now">The time of the write as metadata has it.</param>
internal sealed record Ownership(FieldSchema Schema, Manager Manager, FieldSet Ignored, string Now)
{
    /// <summary>Fields nobody owns, being what an object is or what the server alone writes.</summary>
    private static readonly FieldSet Unowned = FieldSet.Of(false, new()
    {
        ["f:apiVersion"] = FieldSet.Leaf, ["f:kind"] = FieldSet.Leaf,
        ["f:metadata"] = FieldSet.Of(true, ((string[])["name", "namespace", "creationTimestamp", "selfLink", "uid", "generation", "managedFields", "resourceVersion"])
            .ToDictionary(PathElement.Field, _ => FieldSet.Leaf)),
    });

    /// <summary>After a create, an update or a patch: the writer has what it changed, and nobody else has it any more.</summary>
    /// <param name="before">Null when the object is new.</param>
    public ImmutableArray<ManagerEntry> Update(JsonObject? before, JsonObject after, ImmutableArray<ManagerEntry> entries)
    {
        var diff = FieldDiff.Between(before ?? [], after, Schema).Without(Ignored);
        if (diff.IsNone)
        {
            return entries;
        }
        var left = Release(entries, diff.Set.Union(diff.Removed));
        var mine = diff.Set.Difference(Unowned);
        return mine.IsEmpty ? left : left.With(new(Manager, Now, mine.Union(left.Of(Manager)?.Fields ?? FieldSet.Empty)));
    }

    /// <summary>After an apply: the writer has what it applied, and what it no longer applies goes unless another has it.</summary>
    /// <param name="mayTake">Fields that may be taken from others without force.</param>
    /// <exception cref="ApiError">409 when a field that another has would change and <paramref name="force"/> is off.</exception>
    public (JsonObject Object, ImmutableArray<ManagerEntry> Entries) Apply(
        JsonObject? live, JsonObject config, ImmutableArray<ManagerEntry> entries, bool force, FieldSet? mayTake = null)
    {
        if (entries.IsEmpty && live is not null)
        {
            entries = (this with { Manager = new("before-first-apply", false, Manager.ApiVersion, "") }).Update(null, live, entries);
        }
        var before = entries.Of(Manager);
        var set = FieldsOf.Object(config, Schema).Without(Ignored).Difference(Unowned);
        var mine = new ManagerEntry(Manager, before?.Time, set);
        var merged = FieldMerge.Over(live ?? [], config, Schema)!;
        var result = (JsonObject)Prune(merged, before?.Fields ?? FieldSet.Empty, entries.With(mine));
        var diff = FieldDiff.Between(live ?? [], result, Schema).Without(Ignored);
        var others = entries.Where(e => !e.Manager.Is(Manager)).ToImmutableArray();
        var conflicts = others.Select(o => (o.Manager, Fields: o.Fields.Intersection(diff.Set).Difference(mayTake ?? FieldSet.Empty))).Where(c => !c.Fields.IsEmpty).ToList();
        if (conflicts.Count > 0 && !force)
        {
            throw FieldConflict.Of(conflicts);
        }
        return (result, Release(others, diff.Set.Union(diff.Removed)).Add(diff.IsNone ? mine : mine with { Time = Now }));
    }

    /// <summary>Takes out what the manager applied last and applies no more, unless somebody has it now.</summary>
    private JsonNode Prune(JsonNode merged, FieldSet last, ImmutableArray<ManagerEntry> entries)
    {
        if (last.IsEmpty)
        {
            return merged;
        }
        FieldSet Named(JsonNode? node) => FieldsOf.Object(node ?? new JsonObject(), Schema).WithNamedParents(Schema);
        last = last.WithNamedParents(Schema);
        var owned = entries.Aggregate(FieldSet.Empty, (all, e) => all.Union(e.Fields)).WithNamedParents(Schema);
        var all = Named(merged);
        var kept = FieldMerge.Without(merged, last, Schema);
        kept = FieldMerge.Without(merged, all.Difference(Named(kept).Union(owned)), Schema);
        return FieldMerge.Without(merged, all.Difference(Named(kept)).Intersection(last), Schema) ?? new JsonObject();
    }

    private static ImmutableArray<ManagerEntry> Release(ImmutableArray<ManagerEntry> entries, FieldSet fields) =>
        [.. entries.Select(e => e with { Fields = e.Fields.Difference(fields) }).Where(e => !e.Fields.IsEmpty)];
}
