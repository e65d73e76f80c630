using System.Collections.Concurrent;
using DemoApp.Lab.Controllers.Watching;
using k8s;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Federation;

/// <summary>Keeps a <see cref="RemoteCluster"/> for every RemoteClusterConfiguration.</summary>
internal sealed partial class RemoteClusters(ClusterContext cluster, Informers informers)
{
    private readonly ConcurrentDictionary<string, (string Version, RemoteCluster Cluster)> clusters = new(StringComparer.Ordinal);
    private readonly ReconcileLoop loop = new("remote clusters", cluster.Time, cluster.Loggers.CreateLogger<ReconcileLoop>());
    private readonly ILogger logger = cluster.Loggers.CreateLogger<RemoteClusters>();

    public event Action? Changed;

    /// <summary>What was last seen of the cluster; null when nothing was yet.</summary>
    public ClusterView? Find(string name) => clusters.TryGetValue(name, out var known) ? known.Cluster.View : null;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await loop.RunAsync([informers.RemoteClusters], ReconcileAsync, cancellationToken);
        foreach (var name in clusters.Keys)
        {
            await DropAsync(name);
        }
    }

    private async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        var wanted = informers.RemoteClusters.Current;
        foreach (var gone in clusters.Keys.Where(name => !wanted.ContainsKey(name)))
        {
            await DropAsync(gone);
        }

        foreach (var (name, configuration) in wanted)
        {
            var version = configuration.Metadata.Uid + KubernetesJson.Serialize(configuration.Spec);
            if (clusters.TryGetValue(name, out var known) && known.Version == version)
            {
                continue;
            }

            var sameObject = known.Version?.StartsWith(configuration.Metadata.Uid, StringComparison.Ordinal) == true;
            await DropAsync(name);
            if (configuration.Spec.ClusterAccessSecret is not { Name.Length: > 0 })
            {
                Log.NoSecret(logger, name);
                continue;
            }

            clusters[name] = (version, new(cluster, configuration, sameObject ? known.Cluster.View : null, () => Changed?.Invoke()));
        }
    }

    private async Task DropAsync(string name)
    {
        if (clusters.TryRemove(name, out var known))
        {
            await known.Cluster.DisposeAsync();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Remote cluster {Name} is not connected: spec.clusterAccessSecret names no Secret")]
        public static partial void NoSecret(ILogger logger, string name);
    }
}
