using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb;

/// <summary>
/// Asks one database again and again, tells the monitor, and switches the breaker. Serving: a PING on the connection in use. A PING that
/// fails is repeated on a fresh socket, so a dead connection is told from a dead database. Down: overlapping PINGs on fresh sockets, and
/// with the first answer a fresh connection.
/// </summary>
internal sealed partial class TestdbProber(
    TestdbRoute route, TestdbConnection connection, TestdbBreaker breaker, TestdbMonitor monitor, TestdbOptions options, TimeProvider time, ILogger logger)
{
    private readonly ProbePace pace = new(options, time);
    private TaskCompletionSource woken = NewSignal();

    /// <summary>Look now, not at the end of the pause: a request or the library met a failure.</summary>
    public void Wake() => Volatile.Read(ref woken).TrySetResult();

    /// <summary>A request goes this way. The first after a quiet time has the database looked at again.</summary>
    public void Asked(long timestamp)
    {
        if (pace.EndsQuiet(timestamp))
        {
            Wake();
        }
    }

    /// <summary>Connects before requests are sent this way. When it cannot in time, requests find the reason at once.</summary>
    public async Task PrepareAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            while (!await TryServeAsync(await RawPing.SendAsync(connection.EndPoint, options.ProbeLimit, time, cancellationToken), cancellationToken)
                && time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(options.RetryInterval, time, cancellationToken);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, route.Site, error);
        }
    }

    /// <summary>Runs until cancelled; never throws otherwise.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        connection.Broken += Wake;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await LookAsync(cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                Log.Failed(logger, route.Site, error);
                await Task.Delay(options.ProbeLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        connection.Broken -= Wake;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var ping = await connection.PingAsync(cancellationToken);
        if (ping.Status == TestdbStatus.Serving)
        {
            await breaker.CloseAsync(cancellationToken);
            monitor.Observe(route, TestdbStatus.Serving, ping.Latency, null);
            await PauseAsync(pace.Pause, cancellationToken);
            return;
        }
        var fresh = await RawPing.SendAsync(connection.EndPoint, options.ProbeLimit, time, cancellationToken);
        while (!await TryServeAsync(fresh, cancellationToken))
        {
            fresh = await FirstAnswerAsync(cancellationToken);
        }
    }

    /// <summary>The database answered: connect anew and let the requests through. Otherwise hold them back and say why.</summary>
    private async Task<bool> TryServeAsync(PingResult ping, CancellationToken cancellationToken)
    {
        var obstacle = ping.Status == TestdbStatus.Serving ? await connection.ReplaceAsync(cancellationToken) : ping;
        if (obstacle is { } reason)
        {
            // Told first: whoever meets the open breaker finds the reason.
            monitor.Observe(route, reason.Status, null, reason.Detail);
            await breaker.OpenAsync(cancellationToken);
            if (ping.Status == TestdbStatus.Serving)
            {
                await Task.Delay(options.RetryInterval, time, cancellationToken);
            }
            return false;
        }
        await breaker.CloseAsync(cancellationToken);
        monitor.Observe(route, TestdbStatus.Serving, ping.Latency, null);
        return true;
    }

    private async Task<PingResult> FirstAnswerAsync(CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underway = new List<Task<PingResult>>();
        Task<PingResult>? second = null;
        try
        {
            while (true)
            {
                underway.Add(RawPing.SendAsync(connection.EndPoint, options.ProbeLimit, time, others.Token));
                var pause = Task.Delay(options.RetryInterval, time, cancellationToken);
                while (!pause.IsCompleted)
                {
                    var first = await Task.WhenAny([pause, .. underway]);
                    if (first is Task<PingResult> answer)
                    {
                        underway.Remove(answer);
                        var result = await answer;
                        if (result.Status == TestdbStatus.Serving)
                        {
                            return result;
                        }
                        if (result.Cut && answer != second)
                        {
                            underway.Add(second = RawPing.SendAsync(connection.EndPoint, options.ProbeLimit, time, others.Token));
                            continue;
                        }
                        monitor.Observe(route, result.Status, null, result.Detail);
                    }
                }
                await pause;
            }
        }
        finally
        {
            await others.CancelAsync();
            await ((Task)Task.WhenAll(underway)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        await Task.WhenAny(woken.Task, Task.Delay(pause, time, cancellationToken));
        Volatile.Write(ref woken, NewSignal());
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The prober of {Site} failed and goes on")]
        public static partial void Failed(ILogger logger, string site, Exception error);
    }
}
