using System.Globalization;
using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services.Slices;

/// <summary>The endpoints that have the same ports and kind of address; <see cref="Key"/> tells whose place a slice may take.</summary>
internal sealed record SliceContent(string AddressType, IList<Discoveryv1EndpointPort> Ports, IList<V1Endpoint> Endpoints)
{
    private const int MostEndpoints = 100;

    public string Key => KeyOf(AddressType, Ports);

    /// <summary>Of a service that nothing is behind.</summary>
    public static SliceContent Placeholder(string addressType) => new(addressType, [], []);

    /// <summary>Puts endpoints with the same ports together, a hundred in a slice, in an order that does not depend on the input's.</summary>
    public static IEnumerable<SliceContent> Group(IEnumerable<(string AddressType, IList<Discoveryv1EndpointPort> Ports, V1Endpoint Endpoint)> endpoints) =>
        from e in endpoints
        group e by KeyOf(e.AddressType, e.Ports) into same
        let first = same.First()
        from chunk in same.Select(e => e.Endpoint)
            .OrderBy(e => e.Addresses[0], StringComparer.Ordinal).ThenBy(e => e.TargetRef?.Uid, StringComparer.Ordinal)
            .Chunk(MostEndpoints)
        select new SliceContent(first.AddressType, first.Ports, chunk);

    public static string KeyOf(V1EndpointSlice slice) => KeyOf(slice.AddressType, slice.Ports ?? []);

    public bool Equal(V1EndpointSlice slice) =>
        Key == KeyOf(slice) && KubernetesJson.Serialize(Endpoints) == KubernetesJson.Serialize(slice.Endpoints ?? []);

    private static string KeyOf(string addressType, IEnumerable<Discoveryv1EndpointPort> ports) => string.Join(
        ',', ports.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Name} {p.Port}/{p.Protocol} {p.AppProtocol}")).Prepend(addressType));
}
