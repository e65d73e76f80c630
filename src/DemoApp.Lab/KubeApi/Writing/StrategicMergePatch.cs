using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>
/// Strategic merge patch: merge patch in which lists of named things merge by their key, with the directives
/// <c>$patch: delete|replace</c>, <c>$retainKeys</c> (ignored), <c>$setElementOrder</c> (ignored) and <c>$deleteFromPrimitiveList</c>.
/// </summary>
internal static class StrategicMergePatch
{
    private static readonly Dictionary<string, string> MergeKeys = new()
    {
        ["containers"] = "name", ["initContainers"] = "name", ["ephemeralContainers"] = "name", ["env"] = "name", ["volumes"] = "name",
        ["volumeMounts"] = "mountPath", ["conditions"] = "type", ["imagePullSecrets"] = "name", ["ownerReferences"] = "uid",
        ["hostAliases"] = "ip", ["podIPs"] = "ip", ["secrets"] = "name",
    };

    public static JsonObject Apply(JsonObject target, JsonObject patch, string parent = "")
    {
        if (patch["$patch"].AsText() == "replace")
        {
            var whole = (JsonObject)patch.DeepClone();
            whole.Remove("$patch");
            return whole;
        }
        foreach (var (key, value) in patch)
        {
            if (key.StartsWith("$deleteFromPrimitiveList/", StringComparison.Ordinal))
            {
                Remove(target[key["$deleteFromPrimitiveList/".Length..]] as JsonArray, value as JsonArray);
            }
            else if (!key.StartsWith('$'))
            {
                Set(target, key, value, parent);
            }
        }
        return target;
    }

    private static void Set(JsonObject target, string key, JsonNode? value, string parent)
    {
        var before = target[key];
        target.Remove(key);
        var after = value switch
        {
            null => null,
            JsonObject o when o["$patch"].AsText() == "delete" => null,
            JsonObject o => Apply(before as JsonObject ?? [], o, key),
            JsonArray a when KeyOf(key, parent) is { } mergeKey => Merge(before as JsonArray ?? [], a, mergeKey, key),
            JsonArray a when key == "finalizers" => Union(before as JsonArray ?? [], a),
            _ => value.DeepClone(),
        };
        if (after is not null)
        {
            target[key] = after;
        }
    }

    /// <summary>Ports merge by containerPort in containers and by port in services.</summary>
    private static string? KeyOf(string key, string parent) =>
        key == "ports" ? parent == "containers" ? "containerPort" : parent == "spec" ? "port" : null : MergeKeys.GetValueOrDefault(key);

    private static JsonArray Merge(JsonArray target, JsonArray patch, string mergeKey, string parent)
    {
        if (patch.OfType<JsonObject>().Any(e => e["$patch"].AsText() == "replace"))
        {
            return new JsonArray([.. patch.OfType<JsonObject>().Where(e => !e.ContainsKey("$patch")).Select(e => e.DeepClone())]);
        }
        foreach (var element in patch.OfType<JsonObject>())
        {
            var existing = target.OfType<JsonObject>().FirstOrDefault(e => JsonNode.DeepEquals(e[mergeKey], element[mergeKey]));
            if (element["$patch"].AsText() == "delete")
            {
                target.Remove(existing);
            }
            else if (existing is not null)
            {
                Apply(existing, element, parent);
            }
            else
            {
                target.Add(Apply([], element, parent));
            }
        }
        return target;
    }

    private static JsonArray Union(JsonArray target, JsonArray patch)
    {
        foreach (var item in patch.Where(p => !target.Any(t => JsonNode.DeepEquals(t, p))).ToList())
        {
            target.Add(item?.DeepClone());
        }
        return target;
    }

    private static void Remove(JsonArray? target, JsonArray? values)
    {
        foreach (var value in values ?? [])
        {
            var found = target?.FirstOrDefault(t => JsonNode.DeepEquals(t, value));
            target?.Remove(found);
        }
    }
}
