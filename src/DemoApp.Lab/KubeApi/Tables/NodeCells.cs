using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>The columns of nodes.</summary>
internal static class NodeCells
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static Printer Printer { get; } = new(
        new("Name", "string", 0, (o, _) => o.Name()) { Format = "name" },
        Text("Status", 0, Status),
        Text("Roles", 0, Roles),
        new("Age", "string", 0, (o, now) => Age.Since(o.MetaText("creationTimestamp"), now)),
        Text("Version", 0, o => o.FieldText("status.nodeInfo.kubeletVersion")),
        Text("Internal-IP", 1, o => Address(o, "InternalIP")),
        Text("External-IP", 1, o => Address(o, "ExternalIP")),
        Text("OS-Image", 1, o => Known(o.FieldText("status.nodeInfo.osImage"))),
        Text("Kernel-Version", 1, o => Known(o.FieldText("status.nodeInfo.kernelVersion"))),
        Text("Container-Runtime", 1, o => Known(o.FieldText("status.nodeInfo.containerRuntimeVersion"))));

    private static Column Text(string name, int priority, Func<JsonObject, string> cell) => new(name, "string", priority, (o, _) => cell(o));

    private static string Status(JsonObject node)
    {
        var ready = (node["status"]?["conditions"] as JsonArray ?? []).FirstOrDefault(c => c?["type"].AsText() == "Ready")?["status"].AsText();
        var status = ready switch { "True" => "Ready", null => "Unknown", _ => "NotReady" };
        return node.FieldText("spec.unschedulable") == "true" ? $"{status},SchedulingDisabled" : status;
    }

    private static string Roles(JsonObject node)
    {
        var roles = (node["metadata"]?["labels"] as JsonObject ?? []).Select(l => l.Key)
            .Where(l => l.StartsWith(RolePrefix, StringComparison.Ordinal)).Select(l => l[RolePrefix.Length..]).Order(StringComparer.Ordinal).ToList();
        return roles.Count == 0 ? "<none>" : string.Join(",", roles);
    }

    private static string Address(JsonObject node, string type) =>
        (node["status"]?["addresses"] as JsonArray ?? []).FirstOrDefault(a => a?["type"].AsText() == type)?["address"].AsText() ?? "<none>";

    private static string Known(string text) => text.Length == 0 ? "<unknown>" : text;
}
