using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using DemoApp.Lab.KubeApi.Types;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>What the server fills in and refuses in roles and bindings.</summary>
internal static class RbacRules
{
    public static void Default(ResourceType type, JsonObject obj)
    {
        if (type.Kind.EndsWith("Binding", StringComparison.Ordinal))
        {
            foreach (var named in Subjects(obj).Append(obj["roleRef"] as JsonObject).OfType<JsonObject>())
            {
                if (named["apiGroup"].AsText() is null or "" && named["kind"].AsText() != "ServiceAccount")
                {
                    named["apiGroup"] = type.Group;
                }
            }
        }
    }

    /// <param name="before">The object as it was; null when it is created.</param>
    public static IEnumerable<FieldError> Mistakes(ResourceType type, JsonObject obj, JsonObject? before)
    {
        if (obj.Name() is "." or ".." || obj.Name().AsSpan().ContainsAny('/', '%'))
        {
            yield return new("FieldValueInvalid", "metadata.name",
                $"Invalid value: \"{obj.Name()}\": may not be '.' or '..' or contain '/' or '%'");
        }
        foreach (var mistake in type.Kind.EndsWith("Binding", StringComparison.Ordinal) ? OfBinding(type, obj, before) : OfRole(type, obj))
        {
            yield return mistake;
        }
    }

    private static IEnumerable<FieldError> OfBinding(ResourceType type, JsonObject obj, JsonObject? before)
    {
        var kind = obj.FieldText("roleRef.kind");
        if (obj.FieldText("roleRef.name").Length == 0)
        {
            yield return FieldError.Required("roleRef.name");
        }
        if (kind != "ClusterRole" && (kind != "Role" || !type.Namespaced))
        {
            var supported = type.Namespaced ? "\"ClusterRole\", \"Role\"" : "\"ClusterRole\"";
            yield return new("FieldValueNotSupported", "roleRef.kind", $"Unsupported value: \"{kind}\": supported values: {supported}");
        }
        if (before is not null && !JsonNode.DeepEquals(before["roleRef"], obj["roleRef"]))
        {
            yield return new("FieldValueInvalid", "roleRef",
                $"Invalid value: {obj["roleRef"]?.ToJsonString() ?? "null"}: cannot change roleRef");
        }
        var subjects = Subjects(obj).ToList();
        for (var i = 0; i < subjects.Count; i++)
        {
            var (who, name) = (subjects[i]["kind"].AsText() ?? "", subjects[i]["name"].AsText() ?? "");
            if (name.Length == 0)
            {
                yield return FieldError.Required($"subjects[{i}].name");
            }
            if (who is not ("User" or "Group" or "ServiceAccount"))
            {
                yield return new("FieldValueNotSupported", $"subjects[{i}].kind",
                    $"Unsupported value: \"{who}\": supported values: \"Group\", \"ServiceAccount\", \"User\"");
            }
            if (who == "ServiceAccount" && !type.Namespaced && subjects[i]["namespace"].AsText() is null or "")
            {
                yield return FieldError.Required($"subjects[{i}].namespace");
            }
        }
    }

    private static IEnumerable<FieldError> OfRole(ResourceType type, JsonObject obj)
    {
        var rules = PolicyRule.Of(obj);
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, at) = (rules[i], $"rules[{i}]");
            if (rule.Verbs.Count == 0)
            {
                yield return new("FieldValueRequired", $"{at}.verbs", "Required value: verbs must contain at least one value");
            }
            if (rule.NonResourceUrls.Count > 0)
            {
                if (type.Namespaced)
                {
                    yield return new("FieldValueInvalid", $"{at}.nonResourceURLs",
                        $"Invalid value: {new JsonArray([.. rule.NonResourceUrls]).ToJsonString()}: "
                        + "namespaced rules cannot apply to non-resource URLs");
                }
                continue;
            }
            if (rule.ApiGroups.Count == 0)
            {
                yield return new("FieldValueRequired", $"{at}.apiGroups",
                    "Required value: resource rules must supply at least one api group");
            }
            if (rule.Resources.Count == 0)
            {
                yield return new("FieldValueRequired", $"{at}.resources",
                    "Required value: resource rules must supply at least one resource");
            }
        }
    }

    private static IEnumerable<JsonObject> Subjects(JsonObject binding) => (binding["subjects"] as JsonArray ?? []).OfType<JsonObject>();
}
