using System.Collections.Concurrent;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Network;

namespace DemoApp.Lab.Hosting;

/// <summary>Pod addresses of one cluster, out of its own range.</summary>
internal sealed class LabPodAddresses(PodNetwork network, int clusterIndex) : IPodAddresses
{
    private readonly ConcurrentDictionary<(string Namespace, string Pod), string> current = new();

    /// <summary>Of the pods of one namespace.</summary>
    public IEnumerable<(string Pod, string Ip)> In(string ns) => current.Where(c => c.Key.Namespace == ns).Select(c => (c.Key.Pod, c.Value));

    public string? Of(string ns, string pod) => current.GetValueOrDefault((ns, pod));

    public string Assign(string ns, string pod)
    {
        GiveUp(ns, pod);
        return current[(ns, pod)] = network.AllocateIp(clusterIndex);
    }

    public void GiveUp(string ns, string pod)
    {
        if (current.TryRemove((ns, pod), out var ip))
        {
            network.Detach(ip);
        }
    }
}
