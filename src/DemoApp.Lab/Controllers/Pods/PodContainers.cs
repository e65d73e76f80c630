using k8s.Models;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>A pod's containers in the order they start: init containers, then the others.</summary>
internal static class PodContainers
{
    public static IReadOnlyList<V1Container> Of(V1Pod pod) => [.. pod.Spec.InitContainers ?? [], .. pod.Spec.Containers];
}
