using StackExchange.Redis;

namespace DemoApp.Testdb;

/// <summary>
/// Looks at the site's own database while its requests go another way: a PING on a fresh socket each time, and no connection kept. What
/// is told of a cluster stays true, whichever route its page takes.
/// </summary>
internal sealed class TestdbLookout(TestdbRoute own, string address, TestdbMonitor monitor, TestdbOptions options, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var endpoint = ConfigurationOptions.Parse(address).EndPoints[0];
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var ping = await RawPing.SendAsync(endpoint, options.ProbeLimit, time, cancellationToken);
                monitor.Observe(own, ping.Status, ping.Latency, ping.Detail);
                await Task.Delay(options.ProbeInterval, time, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
        }
    }
}
