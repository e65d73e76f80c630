using DemoApp.Lab.Database.Files;

namespace DemoApp.Lab.Database;

/// <summary>Recovery, snapshots, and upkeep.</summary>
internal sealed partial class SiteDatabase
{
    private static readonly TimeSpan CatchUpStep = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan UpkeepStep = TimeSpan.FromSeconds(1);

    /// <summary>A peer that is away for long gets the whole state; logs beyond this are not kept for it.</summary>
    private const long KeptForPeers = 256 << 20;

    /// <summary>
    /// Brings the database back: from the volumes of the nodes that run, then what peers did meanwhile. The endpoint stays as it is.
    /// A peer that does not answer or whose link is cut is not waited for; its writes follow when it can be reached.
    /// </summary>
    /// <param name="pod">The node that becomes the primary.</param>
    /// <param name="fromDisk">False: the volumes are emptied first, and all comes from the peers, this site's own earlier writes as well.</param>
    /// <param name="progress">Told each step.</param>
    /// <param name="ct">Ends the wait for peers.</param>
    /// <exception cref="DatabaseStartException">There are no files.</exception>
    public async Task<DatabaseRecovery> RecoverAsync(string pod, bool fromDisk, IProgress<RecoveryProgress>? progress, CancellationToken ct)
    {
        var result = default(DatabaseRecovery);
        await LockedAsync(async () =>
        {
            var started = time.GetTimestamp();
            progress?.Report(new RecoveryProgress(0, "Initiated", 0));
            await StartAsync(pod);
            if (!fromDisk)
            {
                await ForgetAsync();
            }
            else if (live is null && !volumes.Running.Values.Any(volume => volume.HasFiles))
            {
                throw new DatabaseStartException(Site, DatabaseStartFailure.MissingFiles, $"missing-files: no snapshot and no log in {options.Directory}");
            }

            await PromoteAsync(pod, share => progress?.Report(new RecoveryProgress((int)(share * 40), "Restoring from disk", 0)));
            var restored = keys ?? 0;
            progress?.Report(new RecoveryProgress(50, fromDisk ? "Restored from disk" : "Configuration restored", restored));
            var effects = await CatchUpAsync(live!, progress, ct);
            keys = CountKeys();
            progress?.Report(new RecoveryProgress(100, "Completed successfully", keys ?? 0));
            Log.Recovered(logger, Site, restored, effects);
            result = new DatabaseRecovery(restored, effects, keys ?? 0, time.GetElapsedTime(started), problems);
        }, ct);
        return result!;
    }

    /// <summary>Goes on as another replica of the site, because a peer knows more of the present one than it does itself.</summary>
    internal Task RenewAsync(LiveSite of, CancellationToken ct) => LockedAsync(async () =>
    {
        if (live != of)
        {
            return;
        }

        Log.Renewed(logger, Site);
        var mode = endpoint.Mode;
        await EndAsync(of, snapshot: false);
        volumes.Running[of.Pod].Disown();
        await PromoteAsync(of.Pod, null);
        if (mode is Endpoint.EndpointMode.Serving)
        {
            endpoint.SetMode(mode, live);
        }
    }, ct);

    private async Task ForgetAsync()
    {
        if (live is { } running)
        {
            await EndAsync(running, snapshot: false);
        }

        foreach (var volume in volumes.Running.Values)
        {
            volume.Wipe();
        }
    }

    /// <returns>How many changes came.</returns>
    private async Task<long> CatchUpAsync(LiveSite running, IProgress<RecoveryProgress>? progress, CancellationToken ct)
    {
        var before = await CountEffectsAsync(running);
        var waits = incoming.Select(link => (Link: link, From: link.Source.Live)).Where(wait => wait.From is not null).ToArray();
        var tails = Array.ConvertAll(waits, wait => wait.From!.Writer.Outgoing.Last);
        for (var i = 0; i < waits.Length; i++)
        {
            var (link, from) = waits[i];
            while (!link.IsCut && link.Source.Live == from && !(link.Connects(from!, running) && link.Acknowledged >= tails[i]))
            {
                await Task.Delay(CatchUpStep, time, ct);
            }

            progress?.Report(new RecoveryProgress(50 + (49 * (i + 1) / waits.Length), $"Caught up with {link.Source.Site}", CountKeys() ?? 0));
        }

        return await CountEffectsAsync(running) - before;
    }

    private static Task<long> CountEffectsAsync(LiveSite running) => running.Writer.AskAsync(primary =>
    {
        var sum = (long)primary.Replica.Context.Early.Count;
        foreach (var (_, sequence) in primary.Replica.Context.Contiguous.Entries)
        {
            sum += sequence;
        }

        return sum;
    });

    private async Task SnapshotAsync(LiveSite of, CancellationToken ct)
    {
        await snapshots.WaitAsync(ct);
        try
        {
            var (head, state, into) = await of.Writer.AskAsync(primary =>
            {
                foreach (var volume in of.Writer.Volumes)
                {
                    volume.BeginLog();
                }

                return (new SnapshotFile(primary.Replica.Self, of.Writer.Records.Tail), primary.Replica.Save(), of.Writer.Volumes.ToArray());
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
            snapshots.Release();
        }
    }

    /// <summary>The first index that a peer has not seen, if the logs from there on are not too many.</summary>
    private long Needed(LiveSite of) =>
        Links.Count == 0 || VolumeFiles.Bytes(of.Directory) > KeptForPeers ? long.MaxValue : of.Writer.Outgoing.IndexOf(Links.Min(link => link.Acknowledged));

    private async Task UpkeepAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(UpkeepStep, time);
        var (last, tail) = (time.GetTimestamp(), 0L);
        while (await timer.WaitForNextTickAsync(ct))
        {
            if (live is not { } running)
            {
                continue;
            }

            try
            {
                var (now, bytes) = await running.Writer.AskAsync(primary =>
                {
                    primary.Collect(running.Writer.Records);
                    primary.Weigh();
                    return (running.Writer.Records.Tail.Index, running.Writer.Volumes[0].LogBytes);
                });
                if (now != tail && (time.GetElapsedTime(last) >= options.SnapshotEvery || bytes >= options.SnapshotAfterBytes))
                {
                    await SnapshotAsync(running, ct);
                    (last, tail) = (time.GetTimestamp(), now);
                }
            }
            catch (ObjectDisposedException)
            {
                // It ended meanwhile.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.UpkeepFailed(logger, Site, e.Message);
            }
        }
    }
}
