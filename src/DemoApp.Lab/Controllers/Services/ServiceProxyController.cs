using DemoApp.Lab.Controllers.Watching;
using k8s.Models;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>What kube-proxy's control loop does: the ready addresses of each service's Endpoints become its backends.</summary>
internal sealed class ServiceProxyController(ClusterContext cluster, Informers informers, IServiceProxy proxy)
{
    private readonly ReconcileLoop loop = new("service proxy", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Services, informers.Endpoints], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var services = informers.Services.Current.Values.Where(s => s.Spec.ClusterIP is not "None").ToArray();
        foreach (var gone in known.Except(services.Select(s => s.Metadata.Name)).ToArray())
        {
            known.Remove(gone);
            proxy.Remove(gone);
        }

        foreach (var service in services)
        {
            known.Add(service.Metadata.Name);
            var subsets = informers.Endpoints.Find(service.Metadata.Name)?.Subsets ?? [];
            foreach (var port in service.Spec.Ports ?? [])
            {
                proxy.SetBackends(service.Metadata.Name, port.Port, Backends(subsets, port));
            }
        }

        return Task.CompletedTask;
    }

    private static (string Ip, int Port)[] Backends(IEnumerable<V1EndpointSubset> subsets, V1ServicePort port) =>
    [
        .. from subset in subsets
           from end in subset.Ports ?? []
           where end.Name == port.Name && (end.Protocol ?? "TCP") == (port.Protocol ?? "TCP")
           from address in subset.Addresses ?? []
           select (address.Ip, end.Port),
    ];
}
