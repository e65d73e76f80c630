using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using static DemoApp.Lab.KubeApi.Tables.Columns;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>The columns of every kind: those kubectl users know for the built-in ones, those of the definition for custom ones.</summary>
internal static class Printers
{
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
        _ => BuiltIn.GetValueOrDefault(type.Kind) ?? KeptPrinters.Of(type.Kind) ?? Default,
    };

    /// <summary>The owner as kubectl names it: <c>statefulset.apps/web</c>.</summary>
    private static string Controller(JsonObject obj) => Owners.Of(obj).FirstOrDefault() is { } owner
        ? $"{owner["kind"].AsText()?.ToLowerInvariant()}.{owner["apiVersion"].AsText()?.Split('/')[0]}/{owner["name"].AsText()}"
        : "<none>";
}
