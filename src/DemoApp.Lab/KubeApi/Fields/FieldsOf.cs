using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>The fields an object has a say in: its leaves, its list items, and the keys of its maps.</summary>
internal static class FieldsOf
{
    public static FieldSet Object(JsonNode? node, FieldSchema schema)
    {
        if (node is null || schema.IsLeaf(node))
        {
            return FieldSet.Leaf;
        }
        var below = new Dictionary<string, FieldSet>(StringComparer.Ordinal);
        if (node is JsonObject obj)
        {
            foreach (var (name, value) in obj)
            {
                var set = Object(value, schema.Child(name) ?? FieldSchema.Any);
                var own = value is null or JsonObject { Count: 0 } || schema.Named(name) is null;
                below[PathElement.Field(name)] = own ? set.Union(FieldSet.Leaf) : set;
            }
            return FieldSet.Of(false, below);
        }
        if (FieldItems.Index((JsonArray)node, schema) is not { } items)
        {
            return FieldSet.Leaf;
        }
        foreach (var (element, item) in items)
        {
            below[element] = Object(item, schema.Element).Union(FieldSet.Leaf);
        }
        return FieldSet.Of(false, below);
    }
}
