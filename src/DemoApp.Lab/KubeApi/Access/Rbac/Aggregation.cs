using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Rbac;

/// <summary>The rules of a ClusterRole with an aggregationRule: those of all other ClusterRoles that its selectors choose.</summary>
internal static class Aggregation
{
    /// <returns>Null for a role that aggregates nothing.</returns>
    public static JsonArray? Rules(JsonObject role, IReadOnlyList<JsonObject> all)
    {
        if (role["aggregationRule"]?["clusterRoleSelectors"] is not JsonArray selectors)
        {
            return null;
        }
        var rules = new JsonArray();
        var parts = selectors.OfType<JsonObject>().SelectMany(s => all.Where(r => r.Name() != role.Name() && Selects(s, Labels(r))));
        foreach (var rule in parts.SelectMany(r => r["rules"] as JsonArray ?? []))
        {
            if (!rules.Any(known => JsonNode.DeepEquals(known, rule)))
            {
                rules.Add(rule?.DeepClone());
            }
        }
        return rules;
    }

    private static bool Selects(JsonObject selector, JsonObject labels) =>
        (selector["matchLabels"] as JsonObject ?? []).All(l => labels[l.Key].AsText() == l.Value.AsText())
        && (selector["matchExpressions"] as JsonArray ?? []).OfType<JsonObject>().All(e => Holds(e, labels));

    private static bool Holds(JsonObject expression, JsonObject labels)
    {
        var value = labels[expression["key"].AsText() ?? ""].AsText();
        var listed = value is not null && (expression["values"] as JsonArray ?? []).Any(v => v.AsText() == value);
        return expression["operator"].AsText() switch
        {
            "In" => listed,
            "NotIn" => !listed,
            "Exists" => value is not null,
            "DoesNotExist" => value is null,
            _ => false,
        };
    }

    private static JsonObject Labels(JsonObject role) => role["metadata"]?["labels"] as JsonObject ?? [];
}
