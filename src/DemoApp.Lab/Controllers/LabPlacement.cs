using k8s.Models;

namespace DemoApp.Lab.Controllers;

/// <summary>What brings a pod to the lab's node, wherever that node stands.</summary>
internal static class LabPlacement
{
    public static IDictionary<string, string> NodeSelector => new Dictionary<string, string> { ["kubernetes.io/hostname"] = LabNames.Node };

    /// <summary>The node's own taint; and, without end, those it has while the lab is stopped: a restart finds its pods where they were.</summary>
    public static IList<V1Toleration> Tolerations =>
    [
        new V1Toleration { Key = LabNames.NodeTaint, OperatorProperty = "Exists", Effect = "NoSchedule" },
        new V1Toleration { Key = "node.kubernetes.io/not-ready", OperatorProperty = "Exists", Effect = "NoExecute" },
        new V1Toleration { Key = "node.kubernetes.io/unreachable", OperatorProperty = "Exists", Effect = "NoExecute" },
    ];
}
