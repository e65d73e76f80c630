using DemoApp.Lab.Database.Files;

namespace DemoApp.Lab.Database;

/// <summary>Takes snapshots of a site's state, one at a time, onto all volumes that are live.</summary>
internal sealed class SiteSnapshots(SitePeers peers) : IDisposable
{
    /// <summary>A peer that is away for long gets the whole state; logs beyond this are not kept for it.</summary>
    private const long KeptForPeers = 256 << 20;

    private readonly SemaphoreSlim one = new(1);

    public async Task TakeAsync(LiveSite of, CancellationToken ct)
    {
        await one.WaitAsync(ct);
        try
        {
            var (head, state, into) = await of.Writer.AskAsync(primary =>
            {
                foreach (var volume in of.Writer.Volumes)
                {
                    volume.BeginLog();
                }

                var file = new SnapshotFile(primary.Replica.Self, of.Writer.Records.Tail);
                return (file, primary.Replica.Save(), of.Writer.Volumes.ToArray());
            });
            var bytes = await Task.Run(() => head.Encode(state), ct);
            var needed = Needed(of);
            foreach (var volume in into)
            {
                volume.Keep(head, bytes, needed);
            }
        }
        finally
        {
            one.Release();
        }
    }

    public void Dispose() => one.Dispose();

    /// <summary>The first index that a peer has not seen, if the logs from there on are not too many.</summary>
    private long Needed(LiveSite of) =>
        peers.Links.Count == 0 || VolumeFiles.Bytes(of.Directory) > KeptForPeers
            ? long.MaxValue
            : of.Writer.Outgoing.IndexOf(peers.Acknowledged);
}
