using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Network;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>The service addresses of one cluster that clients outside reach: testdb, and testdb-federated once its Service is there.</summary>
internal sealed class LabServiceProxy : IServiceProxy, IAsyncDisposable
{
    private readonly PodNetwork network;
    private readonly Dictionary<string, ServiceAddress> addresses;

    public LabServiceProxy(LabClusterAddress cluster, PodNetwork network, TimeProvider time, ILoggerFactory loggers)
    {
        this.network = network;
        var logger = loggers.CreateLogger<ServiceAddress>();
        addresses = new()
        {
            ["testdb"] = new(cluster.Testdb, time, logger),
            ["testdb-federated"] = new(cluster.TestdbFederated, time, logger),
        };
    }

    public void SetBackends(string service, int port, IReadOnlyList<(string Ip, int Port)> backends)
    {
        if (addresses.TryGetValue(service, out var address))
        {
            address.SetBackends([.. backends.Select(b => network.TryResolve(b.Ip, b.Port, out var end) ? end : null).OfType<IPEndPoint>()]);
        }
    }

    public void Remove(string service)
    {
        if (addresses.TryGetValue(service, out var address))
        {
            address.SetBackends([]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var address in addresses.Values)
        {
            await address.DisposeAsync();
        }
    }
}
