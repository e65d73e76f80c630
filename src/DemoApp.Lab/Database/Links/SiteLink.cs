using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Links;

/// <summary>
/// Carries the effects of one site to another, as bytes and in order, from where the other has them. An own loop: it waits for both sites
/// and for the line, then runs a <see cref="LinkTransfer"/> for as long as they hold. What is sent twice is applied once.
/// </summary>
internal sealed partial class SiteLink : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(50);

    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Task running;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenSource? transfer;
    private LinkConditions conditions = LinkConditions.Good;
    private volatile LiveSite? connectedSource;
    private volatile LiveSite? connectedTarget;

    public SiteLink(SiteDatabase source, SiteDatabase target, TimeProvider time, ILogger logger)
    {
        (Source, Target, this.time, this.logger) = (source, target, time, logger);
        Meter = new LinkMeter(time);
        running = Task.Run(RunAsync);
    }

    public SiteDatabase Source { get; }

    public SiteDatabase Target { get; }

    public bool IsCut => conditions.Cut;

    /// <summary>How the line is. A change takes effect at once: what is on the way is given up and sent again.</summary>
    public LinkConditions Conditions
    {
        get => conditions;
        set
        {
            if (value == conditions)
            {
                return;
            }

            conditions = value;
            lock (gate)
            {
                transfer?.Cancel();
            }

            Wake();
        }
    }

    public LinkMeter Meter { get; }

    /// <inheritdoc cref="LinkMeter.Acknowledged"/>
    public long Acknowledged => Meter.Acknowledged;

    public LinkFacts Facts
    {
        get
        {
            var backlog = Source.Live is { } live ? Math.Max(0, live.Writer.Outgoing.Last - Acknowledged) : 0;
            return new(Target.Site, connectedSource is not null, backlog, Meter.Lag(backlog));
        }
    }

    /// <inheritdoc cref="LinkMeter.Measured"/>
    public Action<TimeSpan>? Measured
    {
        get => Meter.Measured;
        set => Meter.Measured = value;
    }

    public void Cut() => Conditions = Conditions with { Cut = true };

    public void Mend() => Conditions = Conditions with { Cut = false };

    /// <summary>Both ends of this transfer are these.</summary>
    public bool Connects(LiveSite source, LiveSite target) => connectedSource == source && connectedTarget == target;

    /// <summary>A transfer has begun: the target has the source's log up to this sequence.</summary>
    internal void Connected(LiveSite source, LiveSite target, long acknowledged)
    {
        Meter.StartAt(acknowledged);
        (connectedSource, connectedTarget) = (source, target);
    }

    /// <summary>One of the sites has come or gone.</summary>
    public void Wake()
    {
        lock (gate)
        {
            changed.TrySetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            if (IsCut || Source.Live is not { } source || Target.Live is not { } target)
            {
                await next.WaitAsync(stop.Token);
                continue;
            }

            using var ends = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, source.Ended, target.Ended);
            lock (gate)
            {
                transfer = ends;
            }

            try
            {
                // A cut that came before there was something to cancel.
                if (!IsCut)
                {
                    await new LinkTransfer(this, source, target, time, logger).RunAsync(ends.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or InvalidDataException or IOException)
            {
                if (!ends.IsCancellationRequested)
                {
                    Log.Broke(logger, Source.Site, Target.Site, e.Message);
                }
            }
            finally
            {
                lock (gate)
                {
                    transfer = null;
                }

                (connectedSource, connectedTarget) = (null, null);
            }

            await Task.Delay(Retry, time, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The link from {Source} to {Target} broke: {Error}")]
        public static partial void Broke(ILogger logger, string source, string target, string error);
    }
}
