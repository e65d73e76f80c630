using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>JSON patch, RFC 6902. Any operation that cannot be done refuses the whole patch.</summary>
internal static class JsonPatch
{
    /// <exception cref="ApiError">422 when a test or a path fails.</exception>
    public static JsonObject Apply(JsonObject target, JsonArray operations)
    {
        JsonNode? root = target;
        var copied = 0;
        foreach (var operation in operations.OfType<JsonObject>())
        {
            var path = Pointer(operation["path"]);
            switch (operation["op"].AsText())
            {
                case "add":
                    Add(ref root, path, operation["value"]?.DeepClone());
                    break;
                case "remove":
                    Remove(root, path);
                    break;
                case "replace":
                    Find(root, path, out _);
                    if (path.Length > 0)
                    {
                        Remove(root, path);
                    }
                    Add(ref root, path, operation["value"]?.DeepClone());
                    break;
                case "move":
                    Add(ref root, path, Remove(root, Pointer(operation["from"])));
                    break;
                case "copy":
                    var copy = Find(root, Pointer(operation["from"]), out _)?.DeepClone();
                    copied += copy?.ToJsonString().Length ?? 0;
                    Add(ref root, path, copied <= Body.Largest ? copy : throw Rejected());
                    break;
                case "test" when JsonNode.DeepEquals(Find(root, path, out _), operation["value"]):
                    break;
                default:
                    throw Rejected();
            }
        }
        return root as JsonObject ?? throw Rejected();
    }

    private static string[] Pointer(JsonNode? path)
    {
        var text = path.AsText() ?? throw Rejected();
        return text.Length == 0 ? []
            : text[0] == '/' ? [.. text[1..].Split('/').Select(p => p.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]
            : throw Rejected();
    }

    private static JsonNode? Find(JsonNode? root, string[] path, out JsonNode? parent)
    {
        (var node, parent) = (root, (JsonNode?)null);
        foreach (var part in path)
        {
            parent = node;
            node = node switch
            {
                JsonObject o when o.TryGetPropertyValue(part, out var value) => value,
                JsonArray a when Index(part, a.Count - 1) is var i => a[i],
                _ => throw Rejected(),
            };
        }
        return node;
    }

    private static void Add(ref JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
        {
            root = value;
            return;
        }
        switch (Find(root, path[..^1], out _))
        {
            case JsonObject o:
                o[path[^1]] = value;
                break;
            case JsonArray a:
                a.Insert(path[^1] == "-" ? a.Count : Index(path[^1], a.Count), value);
                break;
            default:
                throw Rejected();
        }
    }

    private static JsonNode? Remove(JsonNode? root, string[] path)
    {
        var found = Find(root, path, out var parent);
        switch (parent)
        {
            case JsonObject o:
                o.Remove(path[^1]);
                break;
            case JsonArray a:
                a.RemoveAt(Index(path[^1], a.Count - 1));
                break;
            default:
                throw Rejected();
        }
        return found;
    }

    private static int Index(string text, int most) => int.TryParse(text, out var index) && index >= 0 && index <= most ? index : throw Rejected();

    public static ApiError Rejected() => new(422, "Invalid", "the server rejected our request due to an error in our request", []);
}
