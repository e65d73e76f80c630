namespace DemoApp.Lab.Database.Old;

/// <summary>Recovery, and the log's upkeep.</summary>
internal sealed partial class SiteDatabase
{
    private static readonly TimeSpan CatchUpStep = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Brings a stopped database back: starts the node on its snapshot and append-only file, takes what peers did meanwhile, then serves.
    /// A peer that does not answer or whose link is cut is not waited for; its writes follow when it can be reached.
    /// </summary>
    /// <exception cref="DatabaseStartException">There are no files, or they are damaged. The endpoint stays as it was.</exception>
    public async Task<DatabaseRecovery> RecoverAsync(IProgress<RecoveryProgress>? progress, CancellationToken ct)
    {
        await lifecycle.WaitAsync(ct);
        try
        {
            var started = time.GetTimestamp();
            progress?.Report(new RecoveryProgress(0, "Initiated", 0));
            if (node is null && !DatabaseFiles.Exist(options.Directory))
            {
                throw new DatabaseStartException(Site, DatabaseStartFailure.MissingFiles, $"missing-files: no snapshot and no append-only file in {options.Directory}");
            }

            await StartNodeAsync(ct);
            var fromDisk = await CountKeysAsync(ct);
            progress?.Report(new RecoveryProgress(50, "Restored from disk", fromDisk));

            recovering = true;
            var effects = await CatchUpAsync(ct);
            endpoint.SetMode(EndpointMode.Serving, node);
            var all = await CountKeysAsync(ct);
            progress?.Report(new RecoveryProgress(100, "Completed successfully", all));
            Log.Recovered(logger, Site, fromDisk, effects);
            return new DatabaseRecovery(fromDisk, effects, all, time.GetElapsedTime(started));
        }
        finally
        {
            recovering = false;
            lifecycle.Release();
        }
    }

    /// <summary>Takes entries that every peer has off the log. Links call it with their connection to this site's node.</summary>
    internal async Task TrimLogAsync(RespConnection connection, CancellationToken ct)
    {
        // A peer never heard from may need the whole log.
        var everywhere = Links.Min(link => link.Acknowledged ?? 0);
        await trimming.WaitAsync(ct);
        try
        {
            var trimmed = await ReplicationLink.BaseAsync(connection, ct);
            if (everywhere <= trimmed)
            {
                return;
            }

            connection.Write("MULTI"u8.ToArray());
            connection.Write("LTRIM"u8.ToArray(), ReplicationKeys.Log, ReplicationLink.Number(everywhere - trimmed), "-1"u8.ToArray());
            connection.Write("SET"u8.ToArray(), ReplicationKeys.LogBase, ReplicationLink.Number(everywhere));
            connection.Write("EXEC"u8.ToArray());
            await connection.FlushAsync(ct);
            for (var i = 0; i < 4; i++)
            {
                (await connection.ReadAsync(ct)).ThrowIfError();
            }
        }
        finally
        {
            trimming.Release();
        }
    }

    /// <summary>The sequence of the newest entry of this site's log.</summary>
    internal static async Task<long> TailAsync(GarnetNode of, CancellationToken ct)
    {
        await using var connection = await of.ConnectAsync(ct);
        while (true)
        {
            var trimmed = await ReplicationLink.BaseAsync(connection, ct);
            connection.Write("LLEN"u8.ToArray(), ReplicationKeys.Log);
            await connection.FlushAsync(ct);
            var length = (await connection.ReadAsync(ct)).ThrowIfError();
            if (await ReplicationLink.BaseAsync(connection, ct) == trimmed)
            {
                return trimmed + long.Parse(length.Text, System.Globalization.CultureInfo.InvariantCulture);
            }
        }
    }

    private async Task<long> CatchUpAsync(CancellationToken ct)
    {
        long taken = 0;
        foreach (var link in incoming)
        {
            if (link.IsCut || link.Source.ReplicatingNode is not { } from)
            {
                continue;
            }

            var tail = await TailAsync(from, ct);
            await using var connection = await node!.ConnectAsync(ct);
            var applier = new EffectApplier(connection, link.Source.Site, EffectLog.Clock);
            var before = await applier.PositionAsync(ct);
            var now = before;
            while (now < tail && !link.IsCut && link.Source.ReplicatingNode == from)
            {
                await Task.Delay(CatchUpStep, time, ct);
                now = await applier.PositionAsync(ct);
            }

            taken += now - before;
        }

        return taken;
    }
}
