using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Upkeep;

/// <summary>What the status of a namespace says while its deletion waits for what is in it.</summary>
internal static class NamespaceConditions
{
    public static JsonArray Of(IReadOnlyList<(ResourceType Type, IReadOnlyList<JsonObject> Items)> left, JsonNode? before, string now)
    {
        var remaining = string.Join(", ", left.Select(l => $"{l.Type.Plural}.{l.Type.Group} has {l.Items.Count} resource instances")
            .Order(StringComparer.Ordinal));
        var finalizers = left.SelectMany(l => l.Items)
            .SelectMany(o => (o.Metadata()["finalizers"] as JsonArray ?? []).Select(f => f.AsText()))
            .GroupBy(f => f).Select(g => $"{g.Key} in {g.Count()} resource instances").Order(StringComparer.Ordinal).ToList();
        JsonObject[] conditions =
        [
            Condition("NamespaceDeletionDiscoveryFailure", false, "ResourcesDiscovered", "All resources successfully discovered"),
            Condition("NamespaceDeletionGroupVersionParsingFailure", false, "ParsedGroupVersions",
                "All legacy kube types successfully parsed"),
            Condition("NamespaceDeletionContentFailure", false, "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization"),
            Condition("NamespaceContentRemaining", true, "SomeResourcesRemain", $"Some resources are remaining: {remaining}"),
            finalizers.Count > 0
                ? Condition("NamespaceFinalizersRemaining", true, "SomeFinalizersRemain",
                    $"Some content in the namespace has finalizers remaining: {string.Join(", ", finalizers)}")
                : Condition("NamespaceFinalizersRemaining", false, "ContentHasNoFinalizers", "All content-preserving finalizers finished"),
        ];
        return new JsonArray([.. conditions.Select(Kept)]);

        JsonObject Condition(string type, bool status, string reason, string message) => new()
        {
            ["type"] = type, ["status"] = status ? "True" : "False", ["lastTransitionTime"] = now, ["reason"] = reason,
            ["message"] = message,
        };

        JsonNode Kept(JsonObject condition)
        {
            var old = (before as JsonArray ?? []).FirstOrDefault(c => c?["type"].AsText() == condition["type"].AsText());
            condition["lastTransitionTime"] = old?["status"].AsText() == condition["status"].AsText()
                ? old?["lastTransitionTime"]?.DeepClone() : now;
            return condition;
        }
    }
}
