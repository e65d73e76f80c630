using DemoApp.Lab.Controllers.Services.Slices;
using k8s.Models;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>
/// Which endpoints kube-proxy sends a service's connections to: the ready ones of its slices and, while there is none, those that
/// still serve on their way out. Pure.
/// </summary>
internal static class ServiceRoutes
{
    public static IEnumerable<ServiceRoute> Of(V1Service service, IEnumerable<V1EndpointSlice> slices)
    {
        var own = slices.Where(s => s.Metadata.Labels?.TryGetValue(SliceNames.Service, out var name) == true && name == service.Metadata.Name).ToArray();
        return service.IsHeadless() || service.Spec.Type is "ExternalName"
            ? []
            : (service.Spec.Ports ?? []).Select(port => new ServiceRoute(service.Metadata.Name, port.Name, port.Port, Backends(own, port)));
    }

    private static (string Ip, int Port)[] Backends(V1EndpointSlice[] slices, V1ServicePort port)
    {
        var all = (
            from slice in slices
            from end in slice.Ports ?? []
            where (end.Name ?? "") == (port.Name ?? "") && BackingPods.Protocol(end.Protocol) == BackingPods.Protocol(port.Protocol) && end.Port is not null
            from endpoint in slice.Endpoints ?? []
            select (Backend: (endpoint.Addresses[0], end.Port!.Value), endpoint.Conditions)).ToArray();
        var ready = all.Where(e => e.Conditions?.Ready ?? true).ToArray();
        var usable = ready.Length > 0 ? ready : all.Where(e => e.Conditions is { Terminating: true, Serving: not false });
        return [.. usable.Select(e => e.Backend).Distinct()];
    }
}
