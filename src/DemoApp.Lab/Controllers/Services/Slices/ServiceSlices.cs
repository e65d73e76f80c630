using k8s.Models;

namespace DemoApp.Lab.Controllers.Services.Slices;

/// <summary>What the slices of a service with a selector say: every pod behind it, ready, unready or on its way out. Pure.</summary>
internal static class ServiceSlices
{
    public static SlicePlan Plan(V1Service service, IEnumerable<V1Pod> pods, IEnumerable<V1EndpointSlice> there)
    {
        var behind = BackingPods.Of(service, pods, terminating: true).ToArray();
        var family = service.Spec.IpFamilies is [SliceNames.IPv6, ..] ? SliceNames.IPv6 : SliceNames.IPv4;
        var contents = SliceContent.Group(behind.Select(pod => (family, Ports(service, pod), Endpoint(service, pod)))).ToArray();
        return SlicePlan.For(Owner(service, behind), contents.Length > 0 ? contents : [SliceContent.Placeholder(family)], there);
    }

    private static V1ObjectMeta Owner(V1Service service, V1Pod[] behind)
    {
        var labels = service.EndpointLabels();
        labels[SliceNames.Service] = service.Metadata.Name;
        labels[SliceNames.ManagedBy] = SliceNames.Controller;
        (service.ApiVersion, service.Kind) = ("v1", "Service");
        return new V1ObjectMeta
        {
            GenerateName = service.Metadata.Name + "-",
            NamespaceProperty = service.Metadata.NamespaceProperty,
            Labels = labels,
            Annotations = BackingPods.TriggerTime(service, behind) is { } trigger
                ? new Dictionary<string, string> { [ServiceFacts.TriggerTime] = trigger }
                : null,
            OwnerReferences = [Owners.Reference(service)],
        };
    }

    private static V1Endpoint Endpoint(V1Service service, V1Pod pod)
    {
        var serving = BackingPods.Serves(pod);
        var terminating = pod.Metadata.DeletionTimestamp is not null;
        return new V1Endpoint
        {
            Addresses = [pod.Status.PodIP],
            Conditions = new V1EndpointConditions
            {
                Ready = service.Spec.PublishNotReadyAddresses == true || (serving && !terminating),
                Serving = serving,
                Terminating = terminating,
            },
            Hostname = BackingPods.HostName(pod, service),
            NodeName = pod.Spec.NodeName,
            TargetRef = BackingPods.Reference(pod),
        };
    }

    private static IList<Discoveryv1EndpointPort> Ports(V1Service service, V1Pod pod) =>
    [
        .. from port in service.Spec.Ports ?? []
           let number = BackingPods.TargetPort(port, pod)
           where number is not null
           select new Discoveryv1EndpointPort
           {
               Name = port.Name ?? "", Port = number.Value, Protocol = BackingPods.Protocol(port.Protocol), AppProtocol = port.AppProtocol,
           },
    ];
}
