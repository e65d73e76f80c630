using System.Net;
using System.Net.Sockets;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services.Slices;

/// <summary>What the slices of a service without selector say: what its Endpoints say, made by hand or by federation. Pure.</summary>
internal static class MirroredSlices
{
    private const string LastApplied = "kubectl.kubernetes.io/last-applied-configuration";

    /// <param name="service">Null when there is none.</param>
    /// <param name="endpoints">Null when there are none.</param>
    /// <param name="there">The mirrored slices of that name.</param>
    public static SlicePlan Plan(V1Service? service, V1Endpoints? endpoints, IEnumerable<V1EndpointSlice> there) =>
        service is not null && service.Spec.Selector is not { Count: > 0 } && endpoints is not null && IsWanted(endpoints)
            ? SlicePlan.For(Owner(endpoints), SliceContent.Group((endpoints.Subsets ?? []).SelectMany(Endpoints)), there)
            : SlicePlan.For(new(), [], there);

    private static bool IsWanted(V1Endpoints endpoints) =>
        endpoints.Metadata.Labels?.TryGetValue(SliceNames.SkipMirror, out var skip) != true || skip != "true";

    private static V1ObjectMeta Owner(V1Endpoints endpoints)
    {
        var meta = endpoints.Metadata;
        (endpoints.ApiVersion, endpoints.Kind) = ("v1", "Endpoints");
        var annotations = (meta.Annotations ?? new Dictionary<string, string>())
            .Where(a => a.Key is not (LastApplied or ServiceFacts.TriggerTime)).ToDictionary(StringComparer.Ordinal);
        return new V1ObjectMeta
        {
            GenerateName = meta.Name + "-",
            NamespaceProperty = meta.NamespaceProperty,
            Labels = new Dictionary<string, string>(meta.Labels ?? new Dictionary<string, string>(), StringComparer.Ordinal)
            {
                [SliceNames.Service] = meta.Name,
                [SliceNames.ManagedBy] = SliceNames.Mirroring,
            },
            Annotations = annotations.Count > 0 ? annotations : null,
            OwnerReferences = [Owners.Reference(endpoints)],
        };
    }

    private static IEnumerable<(string AddressType, IList<Discoveryv1EndpointPort> Ports, V1Endpoint Endpoint)> Endpoints(V1EndpointSubset subset)
    {
        IList<Discoveryv1EndpointPort> ports =
        [
            .. (subset.Ports ?? []).Select(p => new Discoveryv1EndpointPort
            {
                Name = p.Name ?? "", Port = p.Port, Protocol = BackingPods.Protocol(p.Protocol), AppProtocol = p.AppProtocol,
            }),
        ];
        var ready = (subset.Addresses ?? []).Select(a => Endpoint(a, ready: true));
        var unready = (subset.NotReadyAddresses ?? []).Select(a => Endpoint(a, ready: false));
        return ready.Concat(unready).Select(e => (Family(e.Addresses[0]), ports, e));
    }

    private static V1Endpoint Endpoint(V1EndpointAddress address, bool ready) => new()
    {
        Addresses = [address.Ip],
        Conditions = new V1EndpointConditions { Ready = ready },
        Hostname = address.Hostname is { Length: > 0 } name ? name : null,
        NodeName = address.NodeName,
        TargetRef = address.TargetRef,
    };

    private static string Family(string ip) =>
        IPAddress.TryParse(ip, out var address) && address.AddressFamily == AddressFamily.InterNetworkV6 ? SliceNames.IPv6 : SliceNames.IPv4;
}
