using DemoApp.Lab.Controllers.Federation.Selectors;
using DemoApp.Lab.Controllers.Services;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>The Endpoints of a federated service: those of the services it selects, in all clusters. Pure.</summary>
internal static class FederationPlan
{
    /// <returns>What to write, or null when the object that is there says it already.</returns>
    public static V1Endpoints? For(V1Service service, Selector selector, IEnumerable<FederationSource> sources, V1Endpoints? there)
    {
        var subsets = EndpointSubsets.Pack(sources.SelectMany(source => Addresses(service, selector, source, there)));
        var annotation = FederatedService.AnnotationOf(service.Metadata);
        if (there is not null && FederatedService.AnnotationOf(there.Metadata) == annotation && EndpointSubsets.Same(there.Subsets, subsets))
        {
            return null;
        }

        return new V1Endpoints
        {
            ApiVersion = "v1",
            Kind = "Endpoints",
            Metadata = new V1ObjectMeta
            {
                Name = service.Metadata.Name,
                NamespaceProperty = service.Metadata.NamespaceProperty,
                Labels = there?.Metadata.Labels,
                Annotations = new Dictionary<string, string>(there?.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal)
                {
                    [FederatedService.Annotation] = annotation ?? "",
                },
                ResourceVersion = there?.Metadata.ResourceVersion,
            },
            Subsets = subsets,
        };
    }

    private static IEnumerable<BackedAddress> Addresses(V1Service service, Selector selector, FederationSource source, V1Endpoints? there) =>
        source.View is { } view
            ? view.Services.Values
                .Where(s => FederatedService.AnnotationOf(s.Metadata) is null && selector.Matches(Labels(s)))
                .Select(s => view.Endpoints.GetValueOrDefault(s.Metadata.Name)?.Subsets)
                .SelectMany(subsets => Taken(service, subsets, a => Named(a, source.Prefix)))
            : Taken(service, there?.Subsets, a => a)
                .Where(a => a.Address.TargetRef?.Name?.StartsWith(source.Prefix, StringComparison.Ordinal) == true);

    /// <summary>A port is taken when its name and its protocol are those of a port of the federated service.</summary>
    private static IEnumerable<BackedAddress> Taken(
        V1Service service, IEnumerable<V1EndpointSubset>? subsets, Func<V1EndpointAddress, V1EndpointAddress> named) =>
        from subset in subsets ?? []
        let ports = (subset.Ports ?? []).Where(p => (service.Spec.Ports ?? []).Any(own => IsSame(own, p))).ToArray()
        where ports.Length > 0
        from address in (subset.Addresses ?? []).Select(a => (Address: a, Ready: true))
            .Concat((subset.NotReadyAddresses ?? []).Select(a => (Address: a, Ready: false)))
        select new BackedAddress(named(address.Address), address.Ready, ports);

    private static bool IsSame(V1ServicePort own, Corev1EndpointPort port) =>
        (own.Name ?? "") == (port.Name ?? "") && BackingPods.Protocol(own.Protocol) == BackingPods.Protocol(port.Protocol);

    private static V1EndpointAddress Named(V1EndpointAddress address, string prefix)
    {
        if (prefix.Length == 0 || address.TargetRef is null)
        {
            return address;
        }

        // The informer's object is everybody's: a copy is renamed.
        var copy = KubernetesJson.Deserialize<V1EndpointAddress>(KubernetesJson.Serialize(address));
        copy.TargetRef.Name = prefix + copy.TargetRef.Name;
        return copy;
    }

    private static IReadOnlyDictionary<string, string> Labels(V1Service service) =>
        new Dictionary<string, string>(service.Metadata.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal);
}
