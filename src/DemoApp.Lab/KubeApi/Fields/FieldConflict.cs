using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Fields;

/// <summary>The refusal of an apply that would take fields from others.</summary>
internal static class FieldConflict
{
    public static ApiError Of(IReadOnlyList<(Manager Manager, FieldSet Fields)> conflicts)
    {
        var each = conflicts.OrderBy(c => c.Manager.ToString(), StringComparer.Ordinal)
            .Select(c => (Who: c.Manager.ToString(), Paths: c.Fields.Paths().ToList())).ToList();
        var count = each.Sum(c => c.Paths.Count);
        var message = count == 1
            ? $"Apply failed with 1 conflict: conflict with {each[0].Who}: {each[0].Paths[0]}"
            : $"Apply failed with {count} conflicts: {string.Join('\n', each.Select(c => $"conflicts with {c.Who}:\n{string.Join('\n', c.Paths.Select(p => "- " + p))}"))}";
        var causes = each.SelectMany(c => c.Paths.Select(path => (JsonNode)new JsonObject
        {
            ["reason"] = "FieldManagerConflict", ["message"] = $"conflict with {c.Who}", ["field"] = path,
        }));
        return new(409, "Conflict", message, new JsonObject { ["causes"] = new JsonArray([.. causes]) });
    }
}
