using DemoApp.Lab.Database.Files;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database;

/// <summary>
/// Brings a database back: from the volumes of the nodes that run, then what peers did meanwhile. Called under the site's lock.
/// </summary>
internal sealed partial class SiteRecovery(
    SiteDatabaseOptions options, SitePrimary primary, VolumeSet volumes, SitePeers peers, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan CatchUpStep = TimeSpan.FromMilliseconds(10);

    /// <summary>A peer that brings nothing for so long does not hold up the recovery.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <inheritdoc cref="SiteDatabase.RecoverAsync"/>
    public async Task<DatabaseRecovery> RunAsync(
        string pod, bool fromDisk, Func<Action<double>, Task> promote, IProgress<RecoveryProgress>? progress, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        progress?.Report(new RecoveryProgress(0, "Initiated", 0));
        if (primary.Live is null)
        {
            volumes.Remount();
        }

        await primary.StartNodeAsync(pod);
        if (!fromDisk)
        {
            await ForgetAsync();
        }
        else if (primary.Live is null && !volumes.Running.Values.Any(volume => volume.HasFiles))
        {
            var error = $"missing-files: no snapshot and no log in {options.Directory}";
            throw new DatabaseStartException(options.Site, DatabaseStartFailure.MissingFiles, error);
        }

        await promote(share => progress?.Report(new RecoveryProgress((int)(share * 40), "Restoring from disk", 0)));
        var restored = primary.CountKeys() ?? 0;
        progress?.Report(new RecoveryProgress(50, fromDisk ? "Restored from disk" : "Configuration restored", restored));
        var effects = await CatchUpAsync(primary.Live!, progress, ct);
        var keys = primary.CountKeys() ?? 0;
        progress?.Report(new RecoveryProgress(100, "Completed successfully", keys));
        Log.Recovered(logger, options.Site, restored, effects);
        return new DatabaseRecovery(restored, effects, keys, time.GetElapsedTime(started), primary.Problems);
    }

    private async Task ForgetAsync()
    {
        if (primary.Live is { } running)
        {
            await primary.EndAsync(running, snapshot: false);
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
        var waits = peers.Incoming.Select(link => (Link: link, From: link.Source.Live)).Where(wait => wait.From is not null).ToArray();
        var tails = Array.ConvertAll(waits, wait => wait.From!.Writer.Outgoing.Last);
        for (var i = 0; i < waits.Length; i++)
        {
            var (link, from) = waits[i];
            var (moved, at) = (time.GetTimestamp(), -1L);
            while (!link.IsCut && link.Source.Live == from && time.GetElapsedTime(moved) < Patience)
            {
                var acknowledged = link.Connects(from!, running) ? link.Acknowledged : -1;
                if (acknowledged >= tails[i])
                {
                    break;
                }

                (moved, at) = acknowledged == at ? (moved, at) : (time.GetTimestamp(), acknowledged);
                await Task.Delay(CatchUpStep, time, ct);
            }

            var percent = 50 + (49 * (i + 1) / waits.Length);
            progress?.Report(new RecoveryProgress(percent, $"Caught up with {link.Source.Site}", primary.CountKeys() ?? 0));
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

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "{Site}: recovered {Keys} keys from disk and {Effects} changes from peers")]
        public static partial void Recovered(ILogger logger, string site, long keys, long effects);
    }
}
