using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>The Endpoints of a service: the pods its selector finds, ready and not. Pure.</summary>
internal static class EndpointsPlan
{
    /// <returns>What to write, or null when the object that is there says it already.</returns>
    public static V1Endpoints? For(V1Service service, IEnumerable<V1Pod> pods, V1Endpoints? there)
    {
        var behind = BackingPods.Of(service, pods, service.Spec.PublishNotReadyAddresses == true).ToArray();
        var subsets = EndpointSubsets.Pack(behind.Select(pod => Address(service, pod)).OfType<BackedAddress>());
        var labels = service.EndpointLabels();
        if (there is not null && EndpointSubsets.Same(there.Subsets, subsets) && ServiceFacts.SameLabels(there.Metadata.Labels, labels))
        {
            return null;
        }

        var annotations = new Dictionary<string, string>(there?.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal);
        annotations.Remove(ServiceFacts.TriggerTime);
        if (BackingPods.TriggerTime(service, behind) is { } trigger)
        {
            annotations[ServiceFacts.TriggerTime] = trigger;
        }

        return new V1Endpoints
        {
            ApiVersion = "v1",
            Kind = "Endpoints",
            Metadata = new V1ObjectMeta
            {
                Name = service.Metadata.Name,
                NamespaceProperty = service.Metadata.NamespaceProperty,
                Labels = labels,
                Annotations = annotations,
                ResourceVersion = there?.Metadata.ResourceVersion,
            },
            Subsets = subsets,
        };
    }

    /// <returns>Null when the pod has none of the service's ports. A headless service may have no port at all.</returns>
    private static BackedAddress? Address(V1Service service, V1Pod pod)
    {
        var ports = service.Spec.Ports ?? [];
        Corev1EndpointPort[] found =
        [
            .. from port in ports
               let number = BackingPods.TargetPort(port, pod)
               where number is not null
               select new Corev1EndpointPort
               {
                   Name = port.Name, Port = number.Value, Protocol = BackingPods.Protocol(port.Protocol), AppProtocol = port.AppProtocol,
               },
        ];
        if (found.Length == 0 && (ports.Count > 0 || !service.IsHeadless()))
        {
            return null;
        }

        var address = new V1EndpointAddress
        {
            Ip = pod.Status.PodIP,
            NodeName = pod.Spec.NodeName,
            Hostname = BackingPods.HostName(pod, service),
            TargetRef = BackingPods.Reference(pod),
        };
        return new(address, service.Spec.PublishNotReadyAddresses == true || BackingPods.Serves(pod), found);
    }
}
