using System.Globalization;
using System.Runtime.InteropServices;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods.Nodes;

/// <summary>What the lab's node says of itself: the machine it really runs on, seen as a kubelet sees one.</summary>
internal static class NodeReport
{
    private const string KubeletVersion = "v1.32.13";

    /// <summary>Pods of the lab need next to nothing; as many as a kubelet takes.</summary>
    private const string Pods = "110";
    private const string Disk = "16Gi";

    public static V1NodeStatus Status(V1Node node, NodeEndpoint at, DateTime now)
    {
        var capacity = new Dictionary<string, ResourceQuantity>
        {
            ["cpu"] = new(Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
            ["ephemeral-storage"] = new(Disk),
            ["memory"] = new(string.Create(CultureInfo.InvariantCulture, $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024}Ki")),
            ["pods"] = new(Pods),
        };
        return new V1NodeStatus
        {
            Addresses = Addresses(node, at),
            Capacity = capacity,
            Allocatable = capacity,
            Conditions =
            [
                Condition(node, now, "MemoryPressure", false, "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                Condition(node, now, "DiskPressure", false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                Condition(node, now, "PIDPressure", false, "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                Condition(node, now, "Ready", true, "KubeletReady", "kubelet is posting ready status"),
            ],
            DaemonEndpoints = new V1NodeDaemonEndpoints { KubeletEndpoint = new V1DaemonEndpoint { Port = at.KubeletPort } },
            NodeInfo = Info(node),
        };
    }

    /// <summary>
    /// Beside genuine nodes the address is an external one, and the only one: other nodes make routes by way of an internal address, and
    /// an API server that prefers host names cannot resolve this one.
    /// </summary>
    private static V1NodeAddress[] Addresses(V1Node node, NodeEndpoint at) => at.IsGuest
        ? [new V1NodeAddress { Type = "ExternalIP", Address = at.Address }]
        :
        [
            new V1NodeAddress { Type = "InternalIP", Address = at.Address },
            new V1NodeAddress { Type = "Hostname", Address = node.Metadata.Name },
        ];

    private static V1NodeCondition Condition(V1Node node, DateTime now, string type, bool holds, string reason, string message)
    {
        var status = holds ? "True" : "False";
        var before = node.Status?.Conditions?.FirstOrDefault(c => c.Type == type);
        return new V1NodeCondition
        {
            Type = type,
            Status = status,
            LastHeartbeatTime = now,
            LastTransitionTime = before?.Status == status ? before.LastTransitionTime ?? now : now,
            Reason = reason,
            Message = message,
        };
    }

    private static V1NodeSystemInfo Info(V1Node node) => new()
    {
        MachineID = node.Metadata.Uid.Replace("-", "", StringComparison.Ordinal),
        SystemUUID = node.Metadata.Uid,
        BootID = node.Status?.NodeInfo?.BootID is { Length: > 0 } boot ? boot : node.Metadata.Uid,
        KernelVersion = Environment.OSVersion.Version.ToString(),
        OsImage = RuntimeInformation.OSDescription,
        ContainerRuntimeVersion = $"demoapp://{Environment.Version}",
        KubeletVersion = KubeletVersion,
        KubeProxyVersion = KubeletVersion,
        OperatingSystem = "linux",
        Architecture = RuntimeInformation.OSArchitecture is Architecture.Arm64 ? "arm64" : "amd64",
    };
}
