using DemoApp.Lab.Controllers.Chaos;
using DemoApp.Lab.Network;
using DemoApp.Lab.Network.Faults;

namespace DemoApp.Lab.Hosting;

/// <summary>
/// Puts the faults of one cluster where its pods are now: a pod that comes back with a new address meets them as well. A link to another
/// cluster meets those of the pod that has the endpoint.
/// </summary>
internal sealed class LabNetworkFaults : INetworkFaults, IDisposable
{
    private readonly Lock gate = new();
    private readonly LabPodAddresses addresses;
    private readonly PodNetwork network;
    private readonly LabDatabaseHost host;
    private readonly LabLinks links;
    private IReadOnlyList<NetworkFault> programmed = [];

    public LabNetworkFaults(LabPodAddresses addresses, PodNetwork network, LabDatabaseHost host, LabLinks links)
    {
        (this.addresses, this.network, this.host, this.links) = (addresses, network, host, links);
        network.Changed += Apply;
    }

    public void Program(IReadOnlyList<NetworkFault> faults)
    {
        lock (gate)
        {
            programmed = faults;
        }
        Apply();
    }

    public void Dispose() => network.Changed -= Apply;

    private void Apply()
    {
        lock (gate)
        {
            foreach (var (pod, ip) in addresses.In(KubeconfigFile.Namespace))
            {
                var met = programmed.Where(f => f.To is null && f.Pods.Contains(pod)).ToArray();
                network.TrafficOf(ip).Set(Sum(met.Where(f => f.Inwards)), Sum(met.Where(f => f.Outwards)));
            }
            var site = host.Site;
            foreach (var other in links.OthersThan(site))
            {
                var met = programmed.Where(f => f.To == other && host.Endpoint is { } pod && f.Pods.Contains(pod)).ToArray();
                links.Set(site, site, other, Sum(met.Where(f => f.Outwards)));
                links.Set(site, other, site, Sum(met.Where(f => f.Inwards)));
            }
        }
    }

    private static TrafficFault Sum(IEnumerable<NetworkFault> faults) => faults.Aggregate(
        TrafficFault.None,
        (sum, f) => sum.And(new(f.Effect.Cut, f.Effect.Delay, f.Effect.Jitter, f.Effect.Loss, f.Effect.BytesPerSecond)));
}
