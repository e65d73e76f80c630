using k8s.Models;

namespace DemoApp.Lab.Controllers;

/// <summary>Which container of which pod.</summary>
internal sealed record ContainerPlace(string Namespace, string Pod, string Container)
{
    public static ContainerPlace Of(V1Pod pod, string container) => new(pod.Metadata.NamespaceProperty, pod.Metadata.Name, container);
}
