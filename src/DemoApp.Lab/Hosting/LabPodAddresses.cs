using System.Collections.Concurrent;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Network;

namespace DemoApp.Lab.Hosting;

/// <summary>Pod addresses of one cluster, out of its own range.</summary>
internal sealed class LabPodAddresses(PodNetwork network, int clusterIndex) : IPodAddresses
{
    private readonly ConcurrentDictionary<string, string> current = new(StringComparer.Ordinal);

    public IEnumerable<(string Pod, string Ip)> All => current.Select(c => (c.Key, c.Value));

    public string? Of(string pod) => current.GetValueOrDefault(pod);

    public string Assign(string pod)
    {
        GiveUp(pod);
        return current[pod] = network.AllocateIp(clusterIndex);
    }

    public void GiveUp(string pod)
    {
        if (current.TryRemove(pod, out var ip))
        {
            network.Detach(ip);
        }
    }
}
