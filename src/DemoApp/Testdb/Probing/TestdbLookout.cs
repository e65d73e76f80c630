using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace DemoApp.Testdb.Probing;

/// <summary>
/// Looks at the site's own database while its requests go another way: a PING on a fresh socket each time, and no connection kept. What
/// is told of a cluster stays true, whichever route its page takes.
/// </summary>
internal sealed partial class TestdbLookout(
    TestdbRoute own, string address, TestdbMonitor monitor, TestdbOptions options, TimeProvider time, ILogger<TestdbLookout> logger)
{
    /// <summary>Runs until cancelled; never throws otherwise.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var endpoint = ConfigurationOptions.Parse(address).EndPoints[0];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                monitor.Observe(own, await RawPing.SendAsync(endpoint, options.ProbeLimit, time, cancellationToken));
                await Task.Delay(options.ProbeInterval, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Log.Failed(logger, own.Site, error);
                await Task.Delay(options.ProbeLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The lookout for testdb of {Site} failed and goes on")]
        public static partial void Failed(ILogger logger, string site, Exception error);
    }
}
