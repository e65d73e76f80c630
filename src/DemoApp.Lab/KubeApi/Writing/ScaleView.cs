using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>An object seen as a Scale.</summary>
internal static class ScaleView
{
    public static JsonObject Of(JsonObject obj, ScalePaths paths)
    {
        var metadata = new JsonObject();
        foreach (var field in (string[])["name", "namespace", "uid", "resourceVersion", "creationTimestamp"])
        {
            if (obj.MetaText(field) is { } value)
            {
                metadata[field] = value;
            }
        }
        var status = new JsonObject { ["replicas"] = At(obj, paths.StatusReplicas).AsLong() ?? 0 };
        if (paths.Selector is { } at && Text(At(obj, at)) is { Length: > 0 } selector)
        {
            status["selector"] = selector;
        }
        var spec = new JsonObject();
        if (At(obj, paths.SpecReplicas).AsLong() is { } replicas and not 0)
        {
            spec["replicas"] = replicas;
        }
        return new JsonObject { ["kind"] = "Scale", ["apiVersion"] = "autoscaling/v1", ["metadata"] = metadata, ["spec"] = spec, ["status"] = status };
    }

    public static void Set(JsonObject obj, string path, long value)
    {
        var parts = path.TrimStart('.').Split('.');
        foreach (var part in parts[..^1])
        {
            if (obj[part] is not JsonObject child)
            {
                obj[part] = child = [];
            }
            obj = child;
        }
        obj[parts[^1]] = value;
    }

    private static JsonNode? At(JsonObject obj, string path) =>
        path.TrimStart('.').Split('.').Aggregate((JsonNode?)obj, (node, part) => (node as JsonObject)?[part]);

    /// <summary>Built-in kinds keep their selector as an object, custom ones as text.</summary>
    private static string? Text(JsonNode? selector)
    {
        if (selector is not JsonObject o)
        {
            return selector.AsText();
        }
        var labels = (o["matchLabels"] as JsonObject ?? []).OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => $"{l.Key}={l.Value.AsText()}");
        var rules = (o["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>().Select(Rule);
        return string.Join(",", labels.Concat(rules));
    }

    private static string Rule(JsonObject rule)
    {
        var (key, values) = (rule["key"].AsText(), string.Join(",", (rule["values"] as JsonArray ?? []).Select(v => v.AsText())));
        return rule["operator"].AsText() switch
        {
            "In" => $"{key} in ({values})",
            "NotIn" => $"{key} notin ({values})",
            "DoesNotExist" => $"!{key}",
            _ => $"{key}",
        };
    }
}
