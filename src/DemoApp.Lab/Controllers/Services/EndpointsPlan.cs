using System.Globalization;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>The endpoints of a service: the pods its selector finds, ready and not. Pure.</summary>
internal static class EndpointsPlan
{
    /// <returns>Null when no pod is behind the service: the subsets are absent.</returns>
    public static IList<V1EndpointSubset>? Subsets(V1Service service, IEnumerable<V1Pod> pods)
    {
        var found = pods
            .Where(p => p.Status?.PodIP is { Length: > 0 } && p.Metadata.DeletionTimestamp is null && p.HasLabels(service.Spec.Selector))
            .OrderBy(p => p.Metadata.Name, StringComparer.Ordinal)
            .ToArray();
        if (found.Length == 0)
        {
            return null;
        }

        return
        [
            new V1EndpointSubset
            {
                Addresses = Addresses(found.Where(p => p.IsReady())),
                NotReadyAddresses = Addresses(found.Where(p => !p.IsReady())),
                Ports = [.. service.Spec.Ports.Select(p => new Corev1EndpointPort
                {
                    Name = p.Name,
                    Port = TargetPort(p),
                    Protocol = p.Protocol ?? "TCP",
                })],
            },
        ];
    }

    /// <summary>Whether two lists of subsets say the same.</summary>
    public static bool Same(IList<V1EndpointSubset>? left, IList<V1EndpointSubset>? right) =>
        k8s.KubernetesJson.Serialize(left ?? []) == k8s.KubernetesJson.Serialize(right ?? []);

    private static int TargetPort(V1ServicePort port) =>
        int.TryParse(port.TargetPort?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : port.Port;

    private static V1EndpointAddress[]? Addresses(IEnumerable<V1Pod> pods)
    {
        var addresses = pods.Select(p => new V1EndpointAddress
        {
            Ip = p.Status.PodIP,
            NodeName = p.Spec.NodeName,
            TargetRef = new V1ObjectReference
            {
                Kind = "Pod",
                Name = p.Metadata.Name,
                NamespaceProperty = p.Metadata.NamespaceProperty,
                Uid = p.Metadata.Uid,
            },
        }).ToArray();
        return addresses.Length == 0 ? null : addresses;
    }
}
