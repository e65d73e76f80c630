using k8s;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>An address behind a service, and the ports it has there.</summary>
internal sealed record BackedAddress(V1EndpointAddress Address, bool Ready, IReadOnlyList<Corev1EndpointPort> Ports);

/// <summary>Packs addresses into subsets as Kubernetes does: ports that have the same addresses share one. Pure.</summary>
internal static class EndpointSubsets
{
    /// <returns>Null when there is no address: the subsets are absent.</returns>
    public static IList<V1EndpointSubset>? Pack(IEnumerable<BackedAddress> addresses)
    {
        var all = addresses.ToArray();
        var subsets = all
            .SelectMany(a => a.Ports.Count == 0 ? [null] : a.Ports.AsEnumerable<Corev1EndpointPort?>(), (a, port) => (Port: port, a))
            .GroupBy(p => PortKey(p.Port), p => p)
            .Select(ofPort => (ofPort.First().Port, Addresses: Distinct(ofPort.Select(p => p.a))))
            .GroupBy(p => string.Join('|', p.Addresses.Select(a => $"{a.Ready} {AddressKey(a.Address)}")), StringComparer.Ordinal)
            .Select(same => Subset(same.First().Addresses, [.. same.Select(p => p.Port).OfType<Corev1EndpointPort>()]))
            .OrderBy(s => s.Ports?[0].Port ?? 0)
            .ThenBy(s => s.Ports?[0].Name, StringComparer.Ordinal)
            .ToArray();
        return subsets.Length == 0 ? null : subsets;
    }

    /// <summary>Whether two lists of subsets say the same.</summary>
    public static bool Same(IList<V1EndpointSubset>? left, IList<V1EndpointSubset>? right) =>
        KubernetesJson.Serialize(left ?? []) == KubernetesJson.Serialize(right ?? []);

    /// <summary>An address that two sources name is there once. Not ready trumps ready.</summary>
    private static BackedAddress[] Distinct(IEnumerable<BackedAddress> addresses) =>
    [
        .. addresses
            .GroupBy(a => AddressKey(a.Address), (_, same) => same.MinBy(a => a.Ready)!)
            .OrderBy(a => a.Address.Ip, StringComparer.Ordinal)
            .ThenBy(a => a.Address.TargetRef?.Uid, StringComparer.Ordinal),
    ];

    private static V1EndpointSubset Subset(IReadOnlyCollection<BackedAddress> addresses, Corev1EndpointPort[] ports) => new()
    {
        Addresses = NullIfEmpty(addresses.Where(a => a.Ready)),
        NotReadyAddresses = NullIfEmpty(addresses.Where(a => !a.Ready)),
        Ports = ports.Length == 0 ? null : [.. ports.OrderBy(p => p.Port).ThenBy(p => p.Name, StringComparer.Ordinal)],
    };

    private static V1EndpointAddress[]? NullIfEmpty(IEnumerable<BackedAddress> addresses) =>
        addresses.Select(a => a.Address).ToArray() is { Length: > 0 } some ? some : null;

    private static string PortKey(Corev1EndpointPort? port) => port is null ? "" : $"{port.Port}/{port.Protocol}/{port.Name}";

    private static string AddressKey(V1EndpointAddress address) => $"{address.Ip} {address.TargetRef?.Uid}";
}
