using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database;

/// <summary>
/// What a primary needs every second: to forget what all peers have seen, to be weighed, a snapshot now and then; and when it falls idle,
/// to give memory back.
/// </summary>
internal sealed partial class SiteUpkeep : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan EveryWhileIdle = TimeSpan.FromSeconds(5);

    /// <summary>Looking whether a full node could be made smaller goes over all keys.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>Nothing was written for so long: nobody is there to notice a pause.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource stop = new();
    private readonly SiteDatabaseOptions options;
    private readonly Func<LiveSite?> live;
    private readonly SiteSnapshots snapshots;
    private readonly Func<LiveSite, CancellationToken, Task> rebuild;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Task running;

    /// <param name="options">Of the site.</param>
    /// <param name="live">The primary of the moment.</param>
    /// <param name="snapshots">Takes them.</param>
    /// <param name="rebuild">Makes a full node anew from the state.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">For what fails.</param>
    public SiteUpkeep(
        SiteDatabaseOptions options,
        Func<LiveSite?> live,
        SiteSnapshots snapshots,
        Func<LiveSite, CancellationToken, Task> rebuild,
        TimeProvider time,
        ILogger logger)
    {
        (this.options, this.live, this.snapshots, this.rebuild) = (options, live, snapshots, rebuild);
        (this.time, this.logger) = (time, logger);
        running = RunAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Every, time);
        var (last, tail, looked) = (time.GetTimestamp(), 0L, time.GetTimestamp());
        var (moved, seen, gaveBack) = (time.GetTimestamp(), -1L, false);
        while (await timer.WaitForNextTickAsync(ct))
        {
            if (live() is not { } site)
            {
                continue;
            }

            try
            {
                var looks = time.GetElapsedTime(looked) >= BetweenLooks;
                var (now, bytes, shrinks) = await site.Writer.AskAsync(primary =>
                {
                    primary.Collect(site.Writer.Records);
                    primary.Weigh();
                    var shrinks = looks && primary.IsFull && primary.WouldFitAnew();
                    return (site.Writer.Records.Tail.Index, site.Writer.Volumes[0].LogBytes, shrinks);
                });
                looked = looks ? time.GetTimestamp() : looked;
                (moved, gaveBack) = now == seen ? (moved, gaveBack) : (time.GetTimestamp(), false);
                seen = now;
                timer.Period = time.GetElapsedTime(moved) >= Idle ? EveryWhileIdle : Every;
                if (!gaveBack && time.GetElapsedTime(moved) >= Idle)
                {
                    gaveBack = IdleMemory.TryGiveBack(time, moved);
                }

                if (shrinks)
                {
                    await rebuild(site, ct);
                    continue;
                }

                if (now != tail && (time.GetElapsedTime(last) >= options.SnapshotEvery || bytes >= options.SnapshotAfterBytes))
                {
                    await snapshots.TakeAsync(site, ct);
                    (last, tail) = (time.GetTimestamp(), now);
                }
            }
            catch (ObjectDisposedException)
            {
                // It ended meanwhile.
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Log.Failed(logger, options.Site, e.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "{Site}: the upkeep failed: {Error}")]
        public static partial void Failed(ILogger logger, string site, string error);
    }
}
