using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using static DemoApp.Lab.KubeApi.Tables.Columns;

namespace DemoApp.Lab.KubeApi.Tables;

/// <summary>The columns of the kinds that are kept and served, and that nothing in the lab acts on.</summary>
internal static class KeptPrinters
{
    private static readonly Dictionary<string, Printer> ByKind = new()
    {
        ["PersistentVolumeClaim"] = new(
            Name, Text("Status", o => o.FieldText("status.phase")), Text("Volume", o => o.FieldText("spec.volumeName")),
            Text("Capacity", o => o.FieldText("status.capacity.storage")), Text("Access Modes", AccessModes),
            Text("StorageClass", o => o.FieldText("spec.storageClassName")), AttributesClass, AgeColumn, VolumeMode),
        ["PersistentVolume"] = new(
            Name, Text("Capacity", o => o.FieldText("spec.capacity.storage")), Text("Access Modes", AccessModes),
            Text("Reclaim Policy", o => o.FieldText("spec.persistentVolumeReclaimPolicy")),
            Text("Status", o => o.FieldText("status.phase")),
            Text("Claim", o => Joined("/", o.FieldText("spec.claimRef.namespace"), o.FieldText("spec.claimRef.name"))),
            Text("StorageClass", o => o.FieldText("spec.storageClassName")), AttributesClass,
            Text("Reason", o => o.FieldText("status.reason")),
            AgeColumn, VolumeMode),
        ["StorageClass"] = new(
            Name, Text("Provisioner", o => o.FieldText("provisioner")), Text("ReclaimPolicy", o => Given(o, "reclaimPolicy", "Delete")),
            Text("VolumeBindingMode", o => Given(o, "volumeBindingMode", "Immediate")),
            Text("AllowVolumeExpansion", o => Given(o, "allowVolumeExpansion", "false")), AgeColumn),
        ["Job"] = new([
            Name, Text("Status", JobStatus), Text("Completions", Completions), new("Duration", "string", 0, Duration), AgeColumn,
            .. Workload()]),
        ["CronJob"] = new(
            Name, Text("Schedule", o => o.FieldText("spec.schedule")), Text("Timezone", o => Or(o.FieldText("spec.timeZone"))),
            Text("Suspend", o => Bool(o, "spec.suspend", "<unset>")), Number("Active", o => Count(o["status"]?["active"])),
            new("Last Schedule", "string", 0, (o, now) => o["status"]?["lastScheduleTime"].AsText() is { } at ? Age.Since(at, now)
                : "<none>"),
            AgeColumn, Wide("Containers", o => Containers(JobTemplate(o), "name")),
            Wide("Images", o => Containers(JobTemplate(o), "image")),
            Wide("Selector", o => Pairs(o["spec"]?["jobTemplate"]?["spec"]?["selector"]?["matchLabels"]))),
        ["DaemonSet"] = new([
            Name, Number("Desired", o => Int(o, "status.desiredNumberScheduled")),
            Number("Current", o => Int(o, "status.currentNumberScheduled")),
            Number("Ready", o => Int(o, "status.numberReady")), Number("Up-to-date", o => Int(o, "status.updatedNumberScheduled")),
            Number("Available", o => Int(o, "status.numberAvailable")),
            Text("Node Selector", o => Pairs(o["spec"]?["template"]?["spec"]?["nodeSelector"])), AgeColumn, .. Workload()]),
        ["ReplicationController"] = new(
            Name, Number("Desired", o => Int(o, "spec.replicas")), Number("Current", o => Int(o, "status.replicas")),
            Number("Ready", o => Int(o, "status.readyReplicas")), AgeColumn, Wide("Containers", o => Containers(o, "name")),
            Wide("Images", o => Containers(o, "image")), Wide("Selector", o => Pairs(o["spec"]?["selector"]))),
        ["PodTemplate"] = new(
            Name, Text("Containers", o => Containers(o["template"], "name")), Text("Images", o => Containers(o["template"], "image")),
            Text("Pod Labels", o => Pairs(o["template"]?["metadata"]?["labels"]))),
        ["LimitRange"] = new(Name, CreatedAt),
        ["ResourceQuota"] = new(
            Name, Text("Request", o => PolicyCells.Quota(o, limits: false)), Text("Limit", o => PolicyCells.Quota(o, limits: true)),
            AgeColumn),
        ["PodDisruptionBudget"] = new(
            Name, Text("Min Available", o => Given(o, "spec.minAvailable", "N/A")),
            Text("Max Unavailable", o => Given(o, "spec.maxUnavailable", "N/A")),
            Number("Allowed Disruptions", o => Int(o, "status.disruptionsAllowed")), AgeColumn),
        ["PriorityClass"] = new(
            Name, Number("Value", o => Int(o, "value")),
            new("Global-Default", "boolean", 0, (o, _) => Bool(o, "globalDefault", "") == "True"),
            AgeColumn, Text("PreemptionPolicy", o => o.FieldText("preemptionPolicy"))),
        ["HorizontalPodAutoscaler"] = new(
            Name, Text("Reference", o => Joined("/", o.FieldText("spec.scaleTargetRef.kind"), o.FieldText("spec.scaleTargetRef.name"))),
            Text("Targets", PolicyCells.Targets), Text("MinPods", o => Unset(o.FieldText("spec.minReplicas"))),
            Counted("MaxPods", o => Int(o, "spec.maxReplicas")), Counted("Replicas", o => Int(o, "status.currentReplicas")), AgeColumn),
        ["Ingress"] = new(
            Name, Text("Class", o => Or(o.FieldText("spec.ingressClassName"))), Text("Hosts", IngressCells.Hosts),
            Text("Address", IngressCells.Addresses), Text("Ports", o => Count(o["spec"]?["tls"]) > 0 ? "80, 443" : "80"), AgeColumn),
        ["IngressClass"] = new(
            Name, Text("Controller", o => o.FieldText("spec.controller")), Text("Parameters", IngressCells.Parameters), AgeColumn),
        ["NetworkPolicy"] = new(Name, Text("Pod-Selector", o => Pairs(o["spec"]?["podSelector"]?["matchLabels"])), AgeColumn),
        ["CertificateSigningRequest"] = new(
            Name, AgeColumn, Text("SignerName", o => Or(o.FieldText("spec.signerName"))),
            Text("Requestor", o => o.FieldText("spec.username")),
            new("RequestedDuration", "string", 0, PolicyCells.RequestedDuration), Text("Condition", PolicyCells.SigningState)),
    };

    private static Column AttributesClass => Text("VolumeAttributesClass", o => Unset(o.FieldText("spec.volumeAttributesClassName")));

    private static Column VolumeMode => Wide("VolumeMode", o => Unset(o.FieldText("spec.volumeMode")));

    public static Printer? Of(string kind) => ByKind.GetValueOrDefault(kind);

    private static JsonNode? JobTemplate(JsonObject cron) => cron["spec"]?["jobTemplate"]?["spec"]?["template"];

    private static string Given(JsonObject obj, string path, string otherwise) =>
        obj.FieldText(path) is { Length: > 0 } text ? text : otherwise;

    private static string Bool(JsonObject obj, string path, string otherwise) =>
        obj.FieldText(path) switch { "true" => "True", "false" => "False", _ => otherwise };

    private static string Joined(string by, string one, string other) => one.Length == 0 ? other : $"{one}{by}{other}";

    private static string AccessModes(JsonObject volume) => string.Join(",", (volume["spec"]?["accessModes"] as JsonArray ?? []).Select(
        m => m.AsText() switch { "ReadWriteOnce" => "RWO", "ReadOnlyMany" => "ROX", "ReadWriteMany" => "RWX", "ReadWriteOncePod" => "RWOP",
            var o => o }));

    private static string JobStatus(JsonObject job)
    {
        var last = (job["status"]?["conditions"] as JsonArray ?? []).LastOrDefault(c => c?["status"].AsText() == "True")?["type"].AsText();
        return last switch
        {
            "SuccessCriteriaMet" => "SuccessCriteriaMet",
            null when job.IsDeleting() => "Terminating",
            null => "Running",
            _ => last,
        };
    }

    private static string Completions(JsonObject job) =>
        job["spec"]?["completions"] is { } wanted ? $"{Int(job, "status.succeeded")}/{wanted}"
        : Int(job, "spec.parallelism") is var side and > 1 ? $"{Int(job, "status.succeeded")}/1 of {side}"
        : $"{Int(job, "status.succeeded")}/1";

    private static JsonNode Duration(JsonObject job, DateTimeOffset now) => job["status"]?["startTime"].AsText() is not { } start ? ""
        : job["status"]?["completionTime"].AsText() is { } end
            ? Age.Since(start, DateTimeOffset.Parse(end, System.Globalization.CultureInfo.InvariantCulture))
        : Age.Since(start, now);
}
