using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>
/// One step of a path into an object, in the text form of fieldsV1: <c>f:name</c> (a field), <c>k:{"port":80}</c> (the item of a list with
/// these keys), <c>v:"x"</c> (an item of a set), <c>i:0</c> (a position).
/// </summary>
internal static class PathElement
{
    public static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical order: fields, then keys, values and positions; numbers by size.</summary>
    public static readonly IComparer<string> Order = Comparer<string>.Create(Compare);

    public static string Field(string name) => "f:" + name;

    /// <summary>The name of a field; null for the other kinds of element.</summary>
    public static string? FieldName(string element) => element.StartsWith("f:", StringComparison.Ordinal) ? element[2..] : null;

    public static string Value(JsonNode value) => "v:" + value.ToJsonString(Plain);

    /// <summary>The element of an item in a list of type map or set; null when it lacks a key that has no default.</summary>
    public static string? OfItem(JsonNode? item, FieldSchema list)
    {
        if (list.Keys.Count == 0)
        {
            return item is JsonValue ? Value(item) : null;
        }
        if (item is not JsonObject obj)
        {
            return null;
        }
        var key = new JsonObject();
        foreach (var name in list.Keys)
        {
            if ((obj[name] ?? list.Element.Child(name)?.Default) is not JsonValue value)
            {
                return null;
            }
            key[name] = value.DeepClone();
        }
        return "k:" + key.ToJsonString(Plain);
    }

    /// <summary>As error messages show it: <c>.name</c>, <c>[port=80,protocol="TCP"]</c>, <c>[="x"]</c>, <c>[0]</c>.</summary>
    public static string Show(string element) => element[..2] switch
    {
        "f:" => "." + element[2..],
        "k:" when JsonNode.Parse(element[2..]) is JsonObject key => $"[{string.Join(',', key.Select(k => $"{k.Key}={k.Value?.ToJsonString(Plain) ?? "null"}"))}]",
        "v:" => $"[={element[2..]}]",
        _ => $"[{element[2..]}]",
    };

    private static int Compare(string? left, string? right)
    {
        var (l, r) = (left ?? "", right ?? "");
        var rank = Rank(l).CompareTo(Rank(r));
        return rank != 0 ? rank : l.StartsWith("f:", StringComparison.Ordinal) ? string.CompareOrdinal(l, r) : CompareNodes(Node(l), Node(r));
    }

    private static int Rank(string element) => element.Length == 0 ? -1 : "fkvi".IndexOf(element[0], StringComparison.Ordinal);

    private static JsonNode? Node(string element)
    {
        try
        {
            return JsonNode.Parse(element[2..]);
        }
        catch (JsonException)
        {
            return element;
        }
    }

    private static int CompareNodes(JsonNode? left, JsonNode? right)
    {
        if (left is JsonObject l && right is JsonObject r)
        {
            foreach (var (a, b) in l.Zip(r))
            {
                var order = string.CompareOrdinal(a.Key, b.Key);
                order = order != 0 ? order : CompareNodes(a.Value, b.Value);
                if (order != 0)
                {
                    return order;
                }
            }
            return l.Count.CompareTo(r.Count);
        }
        return left?.GetValueKind() == JsonValueKind.Number && right?.GetValueKind() == JsonValueKind.Number
            ? left.AsValue().GetValue<double>().CompareTo(right.AsValue().GetValue<double>())
            : string.CompareOrdinal(left?.ToJsonString(Plain), right?.ToJsonString(Plain));
    }
}
