using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>Cells of role bindings.</summary>
internal static class AccessCells
{
    public static string Role(JsonObject binding) => $"{binding.FieldText("roleRef.kind")}/{binding.FieldText("roleRef.name")}";

    public static string Subjects(JsonObject binding, string kind) => string.Join(", ", (binding["subjects"] as JsonArray ?? [])
        .OfType<JsonObject>().Where(s => s["kind"].AsText() == kind)
        .Select(s => kind == "ServiceAccount" ? $"{s["namespace"].AsText()}/{s["name"].AsText()}" : s["name"].AsText()));
}
