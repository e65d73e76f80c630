using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>Lists whose items have names of their own: by key, or by value.</summary>
internal static class FieldItems
{
    /// <summary>The items by their elements, in their order; null when one has none, or two have the same.</summary>
    public static Dictionary<string, JsonNode?>? Index(JsonArray? list, FieldSchema schema)
    {
        var items = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
        foreach (var item in list ?? [])
        {
            if (PathElement.OfItem(item, schema) is not { } element || !items.TryAdd(element, item))
            {
                return null;
            }
        }
        return items;
    }

    /// <summary>
    /// The order of a merged list: what is applied keeps its order, and what only the live list has stays before the item it stood
    /// before.
    /// </summary>
    public static IEnumerable<string> Order(IReadOnlyCollection<string> live, IReadOnlyCollection<string> applied)
    {
        var (wanted, present) = (applied.ToHashSet(StringComparer.Ordinal), live.ToHashSet(StringComparer.Ordinal));
        var shared = new Queue<string>(applied.Where(present.Contains));
        var rest = new Queue<string>(live);
        foreach (var element in applied)
        {
            shared.TryPeek(out var reached);
            while (rest.TryPeek(out var next) && (!wanted.Contains(next) || next != reached))
            {
                rest.Dequeue();
                if (!wanted.Contains(next))
                {
                    yield return next;
                }
            }
            yield return element;
            if (reached == element)
            {
                shared.Dequeue();
                if (rest.TryPeek(out var own) && own == element)
                {
                    rest.Dequeue();
                }
            }
        }
        foreach (var element in rest.Where(r => !wanted.Contains(r)))
        {
            yield return element;
        }
    }
}
