using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Controllers.Watching;

/// <summary>Runs one reconciliation after another: whenever something changed, and again after a failure. Never ends by a
/// failure.</summary>
internal sealed partial class ReconcileLoop(string name, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Wake() => wake.Writer.TryWrite(true);

    /// <summary>Wakes the loop once some time has passed; for what becomes due without a change.</summary>
    public void WakeAfter(TimeSpan wait, CancellationToken cancellationToken) => _ = WakeAsync(wait, cancellationToken);

    public async Task RunAsync(IEnumerable<IInformer> on, Func<CancellationToken, Task> reconcile, CancellationToken cancellationToken)
    {
        var informers = on.ToArray();
        try
        {
            foreach (var informer in informers)
            {
                informer.Changed += Wake;
                await informer.Synced.WaitAsync(cancellationToken);
            }

            Wake();
            await foreach (var _ in wake.Reader.ReadAllAsync(cancellationToken))
            {
                await UntilItWorksAsync(reconcile, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The lab stops.
        }
        finally
        {
            foreach (var informer in informers)
            {
                informer.Changed -= Wake;
            }
        }
    }

    private async Task WakeAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Wake();
    }

    private async Task UntilItWorksAsync(Func<CancellationToken, Task> reconcile, CancellationToken cancellationToken)
    {
        for (var backoff = FirstBackoff; ; backoff = backoff * 2 < LongestBackoff ? backoff * 2 : LongestBackoff)
        {
            try
            {
                await reconcile(cancellationToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, name, e.Message);
                await Task.Delay(backoff, time, cancellationToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Controller {Name}: {Why}; trying again")]
        public static partial void Failed(ILogger logger, string name, string why);
    }
}
