using System.Collections.Concurrent;
using System.Net;
using DemoApp.Lab.Network.Faults;

namespace DemoApp.Lab.Network;

/// <summary>
/// The pod network: addresses as Kubernetes shows them (10.244.n.k, n the cluster) mapped to sockets on loopback.
/// Addresses go up and are not given twice until the range of a cluster is used up, so a new pod is seen to have a new one.
/// </summary>
internal sealed class PodNetwork(string range = PodNetwork.Usual)
{
    /// <summary>Where most clusters have their pods.</summary>
    public const string Usual = "10.244";

    /// <summary>For testing networks, RFC 2544: no genuine pod has such an address.</summary>
    public const string BesideGenuinePods = "198.18";

    private const int FirstHost = 2;
    private const int LastHost = 254;

    private readonly Lock gate = new();
    private readonly Dictionary<int, int> nextHosts = [];
    private readonly HashSet<string> used = [];
    private readonly ConcurrentDictionary<(string Ip, int Port), IPEndPoint> attached = new();
    private readonly ConcurrentDictionary<string, TrafficShape> traffic = new(StringComparer.Ordinal);

    /// <summary>An address leads somewhere new, or nowhere any more.</summary>
    public event Action? Changed;

    /// <exception cref="InvalidOperationException">Every address of the cluster is in use.</exception>
    public string AllocateIp(int clusterIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(clusterIndex);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(clusterIndex, 255);
        lock (gate)
        {
            var host = nextHosts.GetValueOrDefault(clusterIndex, FirstHost);
            for (var tried = FirstHost; tried <= LastHost; tried++)
            {
                var ip = $"{range}.{clusterIndex}.{host}";
                host = host == LastHost ? FirstHost : host + 1;
                if (used.Add(ip))
                {
                    nextHosts[clusterIndex] = host;
                    return ip;
                }
            }
        }

        throw new InvalidOperationException($"Every address of {range}.{clusterIndex}.0/24 is in use.");
    }

    public void Attach(string ip, int port, IPEndPoint loopback)
    {
        attached[(ip, port)] = loopback;
        Changed?.Invoke();
    }

    /// <summary>Nothing listens there any more; the pod keeps its address.</summary>
    public void Detach(string ip, int port) => attached.TryRemove((ip, port), out _);

    /// <summary>The pod is gone: its ports no longer lead anywhere and its address may be given again.</summary>
    public void Detach(string ip)
    {
        foreach (var key in attached.Keys)
        {
            if (key.Ip == ip)
            {
                attached.TryRemove(key, out _);
            }
        }

        traffic.TryRemove(ip, out _);
        lock (gate)
        {
            used.Remove(ip);
        }

        Changed?.Invoke();
    }

    public bool TryResolve(string ip, int port, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPEndPoint? loopback) =>
        attached.TryGetValue((ip, port), out loopback);

    /// <summary>The faults between a pod and those who reach it through a service.</summary>
    public TrafficShape TrafficOf(string ip) => traffic.GetOrAdd(ip, _ => new TrafficShape());
}
