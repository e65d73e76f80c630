using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database;

/// <summary>What a primary needs every second: to forget what all peers have seen, to be weighed, and a snapshot now and then.</summary>
internal sealed partial class SiteUpkeep : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource stop = new();
    private readonly SiteDatabaseOptions options;
    private readonly Func<LiveSite?> live;
    private readonly SiteSnapshots snapshots;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Task running;

    public SiteUpkeep(SiteDatabaseOptions options, Func<LiveSite?> live, SiteSnapshots snapshots, TimeProvider time, ILogger logger)
    {
        (this.options, this.live, this.snapshots, this.time, this.logger) = (options, live, snapshots, time, logger);
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
        var (last, tail) = (time.GetTimestamp(), 0L);
        while (await timer.WaitForNextTickAsync(ct))
        {
            if (live() is not { } site)
            {
                continue;
            }

            try
            {
                var (now, bytes) = await site.Writer.AskAsync(primary =>
                {
                    primary.Collect(site.Writer.Records);
                    primary.Weigh();
                    return (site.Writer.Records.Tail.Index, site.Writer.Volumes[0].LogBytes);
                });
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
