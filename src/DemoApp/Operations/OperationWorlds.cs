using System.Threading.Channels;
using DemoApp.Clusters;
using DemoApp.Testdb;

namespace DemoApp.Operations;

/// <summary>The observed world, now and with every change, in the order the watches saw it.</summary>
internal sealed class OperationWorlds(ClusterWatchers clusters, TestdbMonitor testdb, TestdbSites sites)
{
    public OperationWorld Current => new(
        clusters.Current, testdb.Current, [.. sites.All.Select(site => new SiteRoute(site.Config.Name, site.Route.Service, site.Services))]);

    /// <summary>Every world from now on. None is left out, so a state that lasts a moment is seen too.</summary>
    public Subscription Follow() => new(this);

    internal sealed class Subscription : IDisposable
    {
        private readonly Channel<OperationWorld> seen = Channel.CreateUnbounded<OperationWorld>(new() { SingleReader = true });
        private readonly OperationWorlds worlds;

        public Subscription(OperationWorlds worlds)
        {
            this.worlds = worlds;
            worlds.Changed(OnCluster, OnTestdb, follow: true);
            seen.Writer.TryWrite(worlds.Current);
        }

        public ChannelReader<OperationWorld> Seen => seen.Reader;

        public void Dispose() => worlds.Changed(OnCluster, OnTestdb, follow: false);

        private void OnCluster(ClusterSnapshot cluster) => OnTestdb();

        private void OnTestdb() => seen.Writer.TryWrite(worlds.Current);
    }

    private void Changed(Action<ClusterSnapshot> onCluster, Action onTestdb, bool follow)
    {
        if (follow)
        {
            clusters.Changed += onCluster;
            testdb.Changed += onTestdb;
        }
        else
        {
            clusters.Changed -= onCluster;
            testdb.Changed -= onTestdb;
        }
    }
}
