using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Writing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>Makes a primary of what the volumes have.</summary>
internal sealed class Promotion(SiteDatabaseOptions options, VolumeSet volumes, TimeProvider time, ILoggerFactory loggers)
{
    /// <param name="pod">The node that is to serve.</param>
    /// <param name="peers">The other sites.</param>
    /// <param name="failed">See <see cref="Writer"/>.</param>
    /// <param name="progress">Told the share of the files that is read.</param>
    public (Writer Writer, VolumeReport Report) Run(
        string pod, IReadOnlyList<string> peers, Action<Exception> failed, Action<double>? progress)
    {
        var best = volumes.Running[volumes.Newest(pod)];
        var isNew = !best.HasFiles;
        var content = VolumeContent.Read(best.Directory, NewReplica(), new StampClock(time), progress);
        var report = isNew ? VolumeReport.Whole : content.MadeUpFor(volumes.Others(best));
        var (replica, whole) = (content.Replica, best.HasFiles && !best.Owner.IsNone && content.Report.IsWhole && content.Self is not null);
        if (!whole)
        {
            // It may have given numbers away that it no longer knows of.
            replica = Renewed(replica);
            var head = new SnapshotFile(replica.Self, new LogPosition(content.Tail.Epoch, content.Tail.Index, 0));
            best.Reset(head, head.Encode(replica.Borrow()));
        }

        var logger = loggers.CreateLogger<Writer>();
        replica.SetPeers(peers);
        var primary = new Primary(replica, options.Node, loggers);
        var writer = new Writer(primary, [best], failed, logger);
        foreach (var volume in volumes.Running.Values)
        {
            Follower.Join(writer, volume);
        }

        // The node that serves is the first: its disk must not fail, and the links read it.
        var own = volumes.Running[pod];
        writer.Volumes.Remove(own);
        writer.Volumes.Insert(0, own);
        return (writer, report);
    }

    /// <summary>The same state, as another replica of the site.</summary>
    public Replica Renewed(Replica replica)
    {
        var renewed = new Replica(NewReplica(), replica.Clock);
        renewed.Merge(replica.Borrow(), NoView.Instance);
        return renewed;
    }

    private ReplicaId NewReplica() =>
        ReplicaId.Of(options.Site, $"{time.GetUtcNow().ToUnixTimeMilliseconds():x}{Random.Shared.Next(0x1000):x3}");
}
