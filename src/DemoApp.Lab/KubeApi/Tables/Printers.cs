using System.Globalization;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>The columns of every kind: those kubectl users know for the built-in ones, those of the definition for custom ones.</summary>
internal static class Printers
{
    private static readonly Column Name = new("Name", "string", 0, (o, _) => o.Name()) { Format = "name", Description = "Name of the object, unique within its namespace." };
    private static readonly Column AgeColumn = new("Age", "string", 0, (o, now) => Age.Since(o.MetaText("creationTimestamp"), now)) { Description = "Time since the object was created." };

    private static readonly Column CreatedAt = new("Created At", "date", 0, (o, _) => o.MetaText("creationTimestamp"));
    private static readonly Printer Binding = new(
        Name, Text("Role", AccessCells.Role), AgeColumn, Wide("Users", o => AccessCells.Subjects(o, "User")),
        Wide("Groups", o => AccessCells.Subjects(o, "Group")), Wide("ServiceAccounts", o => AccessCells.Subjects(o, "ServiceAccount")));

    private static readonly Dictionary<string, Printer> BuiltIn = new()
    {
        ["Namespace"] = new(Name, Text("Status", o => o.FieldText("status.phase")), AgeColumn),
        ["Pod"] = new(
            Name, Text("Ready", PodCells.Ready), Text("Status", PodCells.Status), new("Restarts", "string", 0, PodCells.Restarts), AgeColumn,
            Wide("IP", o => Or(o.FieldText("status.podIP"))), Wide("Node", o => Or(o.FieldText("spec.nodeName"))),
            Wide("Nominated Node", o => Or(o.FieldText("status.nominatedNodeName"))), Wide("Readiness Gates", _ => "<none>")),
        ["Service"] = new(
            Name, Text("Type", o => o.FieldText("spec.type")), Text("Cluster-IP", o => Or(o.FieldText("spec.clusterIP"))),
            Text("External-IP", ServiceCells.ExternalIp), Text("Port(s)", ServiceCells.Ports), AgeColumn, Wide("Selector", o => Pairs(o["spec"]?["selector"]))),
        ["Endpoints"] = new(Name, Text("Endpoints", ServiceCells.Endpoints), AgeColumn),
        ["EndpointSlice"] = new(
            Name, Text("AddressType", o => o.FieldText("addressType")), Text("Ports", ServiceCells.SlicePorts), Text("Endpoints", ServiceCells.SliceEndpoints), AgeColumn),
        ["ConfigMap"] = new(Name, Counted("Data", o => Count(o["data"]) + Count(o["binaryData"])), AgeColumn),
        ["Secret"] = new(Name, Text("Type", o => o.FieldText("type")), Counted("Data", o => Count(o["data"])), AgeColumn),
        ["ServiceAccount"] = new(Name, Counted("Secrets", o => Count(o["secrets"])), AgeColumn),
        ["Event"] = EventCells.Printer,
        ["Node"] = NodeCells.Printer,
        ["Deployment"] = new([
            Name, Text("Ready", o => $"{Int(o, "status.readyReplicas")}/{Int(o, "spec.replicas")}"), Counted("Up-to-date", o => Int(o, "status.updatedReplicas")),
            Counted("Available", o => Int(o, "status.availableReplicas")), AgeColumn, .. Workload()]),
        ["StatefulSet"] = new(
            Name, Text("Ready", o => $"{Int(o, "status.readyReplicas")}/{Int(o, "spec.replicas")}"), AgeColumn,
            Wide("Containers", o => Containers(o, "name")), Wide("Images", o => Containers(o, "image"))),
        ["ReplicaSet"] = new([
            Name, Number("Desired", o => Int(o, "spec.replicas")), Number("Current", o => Int(o, "status.replicas")),
            Number("Ready", o => Int(o, "status.readyReplicas")), AgeColumn, .. Workload()]),
        ["DaemonSet"] = new([
            Name, Number("Desired", o => Int(o, "status.desiredNumberScheduled")), Number("Current", o => Int(o, "status.currentNumberScheduled")),
            Number("Ready", o => Int(o, "status.numberReady")), Number("Up-to-date", o => Int(o, "status.updatedNumberScheduled")),
            Number("Available", o => Int(o, "status.numberAvailable")), Text("Node Selector", o => Pairs(o["spec"]?["template"]?["spec"]?["nodeSelector"])),
            AgeColumn, .. Workload()]),
        ["PersistentVolumeClaim"] = new(
            Name, Text("Status", o => o.FieldText("status.phase")), Text("Volume", o => o.FieldText("spec.volumeName")), Text("Capacity", o => o.FieldText("status.capacity.storage")),
            Text("Access Modes", o => string.Join(",", (o["spec"]?["accessModes"] as JsonArray ?? []).Select(m => m.AsText()))), Text("StorageClass", o => o.FieldText("spec.storageClassName")),
            Text("VolumeAttributesClass", o => Unset(o.FieldText("spec.volumeAttributesClassName"))), AgeColumn, Wide("VolumeMode", o => Unset(o.FieldText("spec.volumeMode")))),
        ["Job"] = new([
            Name, Text("Status", JobStatus), Text("Completions", o => $"{Int(o, "status.succeeded")}/{Int(o, "spec.completions")}"), new("Duration", "string", 0, JobDuration), AgeColumn,
            .. Workload()]),
        ["PodDisruptionBudget"] = new(
            Name, Text("Min Available", o => NotGiven(o.FieldText("spec.minAvailable"))), Text("Max Unavailable", o => NotGiven(o.FieldText("spec.maxUnavailable"))),
            Number("Allowed Disruptions", o => Int(o, "status.disruptionsAllowed")), AgeColumn),
        ["ControllerRevision"] = new(Name, Text("Controller", Controller), Number("Revision", o => Int(o, "revision")), AgeColumn),
        ["Lease"] = new(Name, Text("Holder", o => o.FieldText("spec.holderIdentity")), AgeColumn),
        ["CustomResourceDefinition"] = new(Name, CreatedAt),
        ["Role"] = new(Name, CreatedAt),
        ["ClusterRole"] = new(Name, CreatedAt),
        ["RoleBinding"] = Binding,
        ["ClusterRoleBinding"] = Binding,
    };

    private static readonly Printer Default = new(Name, AgeColumn);

    public static Printer For(ResourceType type) => type switch
    {
        { PrinterColumns.Count: > 0 } => new([Name, .. type.PrinterColumns.OfType<JsonObject>().Select(CustomColumn.Of)]),
        { IsCustom: true } => new(Name, AgeColumn with { Type = "date" }),
        _ => BuiltIn.GetValueOrDefault(type.Kind, Default),
    };

    private static Column Text(string name, Func<JsonObject, string> cell) => new(name, "string", 0, (o, _) => cell(o));

    private static Column Wide(string name, Func<JsonObject, string> cell) => new(name, "string", 1, (o, _) => cell(o));

    /// <summary>A number in a column that the genuine server declares as text.</summary>
    private static Column Counted(string name, Func<JsonObject, int> cell) => new(name, "string", 0, (o, _) => cell(o));

    private static Column Number(string name, Func<JsonObject, int> cell) => new(name, "integer", 0, (o, _) => cell(o));

    private static string Or(string text) => text.Length == 0 ? "<none>" : text;

    private static int Count(JsonNode? node) => node switch { JsonObject o => o.Count, JsonArray a => a.Count, _ => 0 };

    private static int Int(JsonObject obj, string path) => int.TryParse(obj.FieldText(path), out var number) ? number : 0;

    private static string Pairs(JsonNode? node) =>
        node is JsonObject { Count: > 0 } o ? string.Join(",", o.Select(p => $"{p.Key}={p.Value.AsText()}")) : "<none>";

    private static string Containers(JsonObject obj, string field) =>
        string.Join(",", (obj["spec"]?["template"]?["spec"]?["containers"] as JsonArray ?? []).Select(c => c?[field].AsText()));

    private static Column[] Workload() =>
    [
        Wide("Containers", o => Containers(o, "name")), Wide("Images", o => Containers(o, "image")), Wide("Selector", o => Pairs(o["spec"]?["selector"]?["matchLabels"])),
    ];

    private static string Unset(string text) => text.Length == 0 ? "<unset>" : text;

    private static string NotGiven(string text) => text.Length == 0 ? "N/A" : text;

    private static JsonNode JobDuration(JsonObject job, DateTimeOffset now) => job.FieldText("status.startTime") is { Length: > 0 } start
        ? Age.Since(start, DateTimeOffset.TryParse(job.FieldText("status.completionTime"), CultureInfo.InvariantCulture, out var end) ? end : now)
        : "";

    private static string JobStatus(JsonObject job) =>
        (job["status"]?["conditions"] as JsonArray ?? []).LastOrDefault(c => c?["status"].AsText() == "True")?["type"].AsText() ?? "Running";

    /// <summary>The owner as kubectl names it: <c>statefulset.apps/web</c>.</summary>
    private static string Controller(JsonObject obj) => Owners.Of(obj).FirstOrDefault() is { } owner
        ? $"{owner["kind"].AsText()?.ToLowerInvariant()}.{owner["apiVersion"].AsText()?.Split('/')[0]}/{owner["name"].AsText()}"
        : "<none>";
}
