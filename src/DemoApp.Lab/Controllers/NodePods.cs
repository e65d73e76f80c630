using k8s.Models;

namespace DemoApp.Lab.Controllers;

/// <summary>What controllers ask about pods.</summary>
internal static class NodePods
{
    /// <param name="pod">Of any namespace.</param>
    /// <param name="ns">The rec's.</param>
    /// <param name="rec">Its name.</param>
    public static bool IsNodeOf(this V1Pod pod, string ns, string rec) =>
        pod.Metadata.NamespaceProperty == ns
        && pod.Metadata.Labels is { } labels
        && labels.TryGetValue(LabNames.RoleLabel, out var role) && role == LabNames.NodeRole
        && labels.TryGetValue(LabNames.ClusterLabel, out var cluster) && cluster == rec;

    /// <summary>Ready, and not on its way out.</summary>
    public static bool IsReady(this V1Pod pod) =>
        pod.Metadata.DeletionTimestamp is null
        && pod.Status?.Conditions?.Any(c => c is { Type: "Ready", Status: "True" }) == true;

    public static bool HasLabels(this V1Pod pod, IDictionary<string, string> selector) =>
        selector.All(s => pod.Metadata.Labels is { } labels && labels.TryGetValue(s.Key, out var value) && value == s.Value);
}
