using System.Net;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Network;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Hosting;

/// <summary>
/// The services of one cluster that clients outside reach, each at an address that is fixed before the cluster starts. What is
/// behind an address is the Service object's doing: its first port, and the endpoints that port has.
/// </summary>
internal sealed class LabServiceProxy : IServiceProxy, IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly PodNetwork network;
    private readonly Dictionary<string, ServiceAddress> addresses;
    private IReadOnlyList<ServiceRoute> programmed = [];
    private bool disposed;

    /// <param name="published">The address of each service that has one.</param>
    /// <param name="network">Says where a pod's address leads, and when that changes.</param>
    /// <param name="time">Backs off after a failed accept.</param>
    /// <param name="loggers">For the addresses.</param>
    public LabServiceProxy(IReadOnlyDictionary<string, IPEndPoint> published, PodNetwork network, TimeProvider time, ILoggerFactory loggers)
    {
        this.network = network;
        var logger = loggers.CreateLogger<ServiceAddress>();
        addresses = published.ToDictionary(p => p.Key, p => new ServiceAddress(p.Value, time, logger), StringComparer.Ordinal);
        network.Changed += Reprogram;
    }

    /// <exception cref="PortTakenException">Another program has an address. The others are programmed all the same.</exception>
    public void Program(IReadOnlyList<ServiceRoute> routes)
    {
        lock (gate)
        {
            programmed = routes;
            if (Apply() is { } taken)
            {
                throw taken;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        network.Changed -= Reprogram;
        lock (gate)
        {
            disposed = true;
        }

        foreach (var address in addresses.Values)
        {
            await address.DisposeAsync();
        }
    }

    /// <summary>A pod that is gone is no backend any more, before its endpoint says so.</summary>
    private void Reprogram()
    {
        lock (gate)
        {
            _ = Apply();
        }
    }

    private PortTakenException? Apply()
    {
        PortTakenException? taken = null;
        foreach (var (service, address) in disposed ? [] : addresses)
        {
            try
            {
                address.SetBackends(Reachable(programmed.FirstOrDefault(r => r.Service == service)?.Backends ?? []));
            }
            catch (PortTakenException e)
            {
                taken ??= e;
            }
        }

        return taken;
    }

    private Backend[] Reachable(IReadOnlyList<(string Ip, int Port)> backends) =>
        [.. backends.Select(b => network.TryResolve(b.Ip, b.Port, out var there) ? new Backend(there, network.TrafficOf(b.Ip)) : null).OfType<Backend>()];
}
