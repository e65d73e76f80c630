using DemoApp.Lab.Controllers.Watching;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Services;

/// <summary>What kube-proxy's control loop does: the EndpointSlices of each service become the backends of its address.</summary>
internal sealed class ServiceProxyController(ClusterContext cluster, Informers informers, IServiceProxy proxy)
{
    private readonly ReconcileLoop loop = new("service proxy", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());

    public Task RunAsync(CancellationToken cancellationToken) =>
        loop.RunAsync([informers.Services, informers.EndpointSlices], ReconcileAsync, cancellationToken);

    private Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var slices = informers.EndpointSlices.Current.Values.ToArray();
        proxy.Program([.. informers.Services.Current.Values.SelectMany(service => ServiceRoutes.Of(service, slices))]);
        return Task.CompletedTask;
    }
}
