using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Lays an applied configuration over a live object, and takes fields out of one, both by the schema.</summary>
internal static class FieldMerge
{
    /// <summary>A new object: the live one with what is applied in its place. Fields only the live object has stay.</summary>
    public static JsonNode? Over(JsonNode? live, JsonNode? applied, FieldSchema schema)
    {
        if (applied is null || live is null || schema.IsLeaf(applied) || schema.ShapeOf(live) != schema.ShapeOf(applied))
        {
            return (applied ?? live)?.DeepClone();
        }
        if (applied is JsonObject fields && live is JsonObject old)
        {
            var merged = new JsonObject();
            foreach (var (name, value) in old)
            {
                merged[name] = fields.TryGetPropertyValue(name, out var mine) ? Over(value, mine, schema.Child(name) ?? FieldSchema.Any) : value?.DeepClone();
            }
            foreach (var (name, value) in fields.Where(f => !old.ContainsKey(f.Key)))
            {
                merged[name] = value?.DeepClone();
            }
            return merged;
        }
        if (FieldItems.Index(live as JsonArray, schema) is not { } there || FieldItems.Index(applied as JsonArray, schema) is not { } wanted)
        {
            return applied.DeepClone();
        }
        return new JsonArray([.. FieldItems.Order(there.Keys, wanted.Keys)
            .Select(element => Over(there.GetValueOrDefault(element), wanted.GetValueOrDefault(element), schema.Element))]);
    }

    /// <summary>A new object without some fields; null when nothing is left of it.</summary>
    public static JsonNode? Without(JsonNode? node, FieldSet gone, FieldSchema schema)
    {
        if (node is null || gone.IsEmpty || schema.IsLeaf(node))
        {
            return node?.DeepClone();
        }
        if (node is JsonObject obj)
        {
            var left = new JsonObject();
            foreach (var (name, value) in obj)
            {
                var set = gone.At(PathElement.Field(name));
                if (!set.IsMember && Without(value, set, schema.Child(name) ?? FieldSchema.Any) is { } kept)
                {
                    left[name] = kept;
                }
            }
            return left.Count > 0 || obj.Count == 0 ? left : null;
        }
        var items = new JsonArray();
        foreach (var item in (JsonArray)node)
        {
            var set = PathElement.OfItem(item, schema) is { } element ? gone.At(element) : FieldSet.Empty;
            if (!set.IsMember && Without(item, set, schema.Element) is { } kept)
            {
                items.Add(kept);
            }
        }
        return items.Count > 0 || ((JsonArray)node).Count == 0 ? items : null;
    }
}
