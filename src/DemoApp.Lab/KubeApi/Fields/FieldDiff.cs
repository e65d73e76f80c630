using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Which fields one object has that another had not, has otherwise, or has no more.</summary>
internal sealed record FieldDiff(FieldSet Added, FieldSet Modified, FieldSet Removed)
{
    public static readonly FieldDiff None = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Empty);
    private static readonly FieldDiff IsNew = new(FieldSet.Leaf, FieldSet.Empty, FieldSet.Empty);
    private static readonly FieldDiff IsOther = new(FieldSet.Empty, FieldSet.Leaf, FieldSet.Empty);
    private static readonly FieldDiff IsGone = new(FieldSet.Empty, FieldSet.Empty, FieldSet.Leaf);

    public bool IsNone => Added.IsEmpty && Modified.IsEmpty && Removed.IsEmpty;

    /// <summary>The fields whose value is the later object's own.</summary>
    public FieldSet Set => Added.Union(Modified);

    public static FieldDiff Between(JsonNode? before, JsonNode? after, FieldSchema schema) => Between(before, after, schema, false, false);

    /// <param name="wasThere">Whether the object before had this field even if it does not show: a struct that is always written.</param>
    /// <param name="isThere">The same of the object after.</param>
    private static FieldDiff Between(JsonNode? before, JsonNode? after, FieldSchema schema, bool wasThere, bool isThere)
    {
        if ((before ?? after) is not { } some)
        {
            return None;
        }
        if (some is JsonObject)
        {
            before ??= wasThere ? new JsonObject() : null;
            after ??= isThere ? new JsonObject() : null;
        }
        var mixed = before is not null && after is not null && schema.ShapeOf(before) != schema.ShapeOf(after);
        if (mixed || schema.IsLeaf(some) || (after is not null && schema.IsLeaf(after)) || (IsBare(before) && IsBare(after)))
        {
            return Leaf(before, after);
        }
        var parts = new Parts();
        if (some is JsonObject)
        {
            Fields(before as JsonObject, after as JsonObject, schema, parts);
        }
        else if (!Items(before as JsonArray, after as JsonArray, schema, parts))
        {
            return Leaf(before, after);
        }
        return parts.Done(before is null && !wasThere, after is null && !isThere);
    }

    /// <summary>Without some fields and all below them.</summary>
    public FieldDiff Without(FieldSet ignored) => ignored.IsEmpty || IsNone ? this : new(Added.Without(ignored), Modified.Without(ignored), Removed.Without(ignored));

    private static FieldDiff Leaf(JsonNode? before, JsonNode? after) =>
        before is null ? IsNew : after is null ? IsGone : JsonNode.DeepEquals(before, after) ? None : IsOther;

    private static bool IsBare(JsonNode? node) => node is null or JsonObject { Count: 0 } or JsonArray { Count: 0 };

    private static void Fields(JsonObject? before, JsonObject? after, FieldSchema schema, Parts parts)
    {
        foreach (var (name, value) in after ?? [])
        {
            Compare(name, before?[name], value);
        }
        foreach (var (name, value) in before ?? [])
        {
            if (value is not null && after?.ContainsKey(name) != true)
            {
                Compare(name, value, null);
            }
        }

        void Compare(string name, JsonNode? was, JsonNode? now)
        {
            var child = schema.Child(name) ?? FieldSchema.Any;
            parts.Add(PathElement.Field(name), Between(was, now, child, child.AlwaysThere && before is not null, child.AlwaysThere && after is not null));
        }
    }

    private static bool Items(JsonArray? before, JsonArray? after, FieldSchema schema, Parts parts)
    {
        if (FieldItems.Index(before, schema) is not { } old || FieldItems.Index(after, schema) is not { } now)
        {
            return false;
        }
        foreach (var (element, item) in now)
        {
            parts.Add(element, Between(old.GetValueOrDefault(element), item, schema.Element));
        }
        foreach (var (element, item) in old.Where(o => !now.ContainsKey(o.Key)))
        {
            parts.Add(element, Between(item, null, schema.Element));
        }
        return true;
    }

    private sealed class Parts
    {
        private Dictionary<string, FieldSet>? added, modified, removed;

        public void Add(string element, FieldDiff diff)
        {
            Put(ref added, element, diff.Added);
            Put(ref modified, element, diff.Modified);
            Put(ref removed, element, diff.Removed);
        }

        public FieldDiff Done(bool isNew, bool isGone) => added is null && modified is null && removed is null && !isNew && !isGone
            ? None : new(FieldSet.Of(isNew, added), FieldSet.Of(false, modified), FieldSet.Of(isGone, removed));

        private static void Put(ref Dictionary<string, FieldSet>? sets, string element, FieldSet set)
        {
            if (!set.IsEmpty)
            {
                (sets ??= new(StringComparer.Ordinal))[element] = set;
            }
        }
    }
}
