using System.Net;
using DemoApp.Testdb.Probing;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace DemoApp.Testdb.Connections;

/// <summary>
/// Holds the current multiplexer of one route. The library gives a silent socket up after 20 s and comes back on an exponential
/// schedule; here a doubtful multiplexer is replaced as a whole, and the old one lives on until the requests on it have met their deadline.
/// </summary>
/// <param name="tries">
/// How many times in a row a newcomer must be turned away before the address counts as refusing: behind one that spreads, the next
/// connection may lead to a database that is well.
/// </param>
internal sealed partial class TestdbConnection(
    string address, int tries, TestdbOptions options, TimeProvider time, ILogger logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource closing = new();
    private volatile ConnectionMultiplexer? current;

    public EndPoint EndPoint { get; } = ConfigurationOptions.Parse(address).EndPoints[0];

    /// <summary>Raised by the library when it notices a broken socket, often long before a request does.</summary>
    public event Action? Broken;

    public IDatabase? Database => current?.GetDatabase();

    /// <summary>A PING on a fresh socket; the best of several at once where the address spreads.</summary>
    public async Task<PingResult> PingAfreshAsync(CancellationToken cancellationToken)
    {
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underway = Enumerable.Range(0, tries).Select(_ => RawPing.SendAsync(EndPoint, options.ProbeLimit, time, others.Token)).ToList();
        try
        {
            while (true)
            {
                var first = await Task.WhenAny(underway);
                underway.Remove(first);
                var result = await first;
                if (result.IsServing || underway.Count == 0)
                {
                    return result;
                }
            }
        }
        finally
        {
            await others.CancelAsync();
            await ((Task)Task.WhenAll(underway)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A PING on the connection in use.</summary>
    public Task<PingResult> PingAsync(CancellationToken cancellationToken) => AskAsync(
        static database => database.PingAsync(), cancellationToken);

    /// <summary>
    /// Whether writes are taken: a SET that is carried out only where the key is, and it never is. A replica and a database without
    /// memory refuse it all the same.
    /// </summary>
    public Task<PingResult> ProbeWritesAsync(CancellationToken cancellationToken) => AskAsync(
        static database => database.StringSetAsync("demoapp:probe", RedisValue.EmptyString, when: When.Exists), cancellationToken);

    /// <summary>Connects anew and swaps. Null when it worked, otherwise what stood in the way.</summary>
    public async Task<PingResult?> ReplaceAsync(CancellationToken cancellationToken)
    {
        try
        {
            var fresh = await FirstAsync(cancellationToken);
            fresh.ConnectionFailed += (_, _) => Broken?.Invoke();
            Retire(Interlocked.Exchange(ref current, fresh));
            return null;
        }
        catch (TimeoutException error) when (error is not RedisTimeoutException)
        {
            return new(TestdbStatus.Silent, null, "accepts connections and does not finish the handshake");
        }
        catch (RedisConnectionException error) when (error.FailureType == ConnectionFailureType.AuthenticationFailure)
        {
            return new(TestdbStatus.Refused, null, "answers, but refuses our password") { Talks = true };
        }
        catch (Exception error) when (error is RedisException or TimeoutException)
        {
            Log.ConnectFailed(logger, EndPoint, error.Message);
            return new(TestdbStatus.Refused, null, "no connection");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        if (Interlocked.Exchange(ref current, null) is { } last)
        {
            await last.DisposeAsync();
        }
        closing.Dispose();
    }

    /// <summary>
    /// The first of several connections, each begun when those before it hesitate: behind a service that spreads over two databases, one
    /// alive and one dead, every other connection meets the dead one.
    /// </summary>
    /// <exception cref="TimeoutException">None was made within the deadline.</exception>
    private async Task<ConnectionMultiplexer> FirstAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        var underway = new List<Task<ConnectionMultiplexer>>();
        var turnedAway = 0;
        try
        {
            while (options.Deadline - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
            {
                underway.Add(ConnectionMultiplexer.ConnectAsync(ConnectionSettings.Of(address, options)));
                var patience = Task.Delay(left < options.ProbeLimit ? left : options.ProbeLimit, time, cancellationToken);
                var first = await Task.WhenAny([patience, .. underway]);
                if (first is Task<ConnectionMultiplexer> made)
                {
                    underway.Remove(made);
                    if (made.IsCompletedSuccessfully || ++turnedAway == tries)
                    {
                        return await made;
                    }
                    continue;
                }
                await first;
            }
            throw new TimeoutException();
        }
        finally
        {
            underway.ForEach(late => _ = AbandonAsync(late));
        }
    }

    private async Task<PingResult> AskAsync(Func<IDatabase, Task> question, CancellationToken cancellationToken)
    {
        if (Database is not { } database)
        {
            return new(TestdbStatus.Unknown, null, "not connected yet");
        }
        var started = time.GetTimestamp();
        try
        {
            await question(database).WaitAsync(options.ProbeLimit, time, cancellationToken);
            return new(TestdbStatus.Serving, time.GetElapsedTime(started), null);
        }
        catch (TimeoutException)
        {
            return new(TestdbStatus.Silent, null, $"no answer within {options.ProbeLimit.TotalMilliseconds:0} ms");
        }
        catch (RedisServerException error)
        {
            // An error that is no complaint is an answer too.
            return ServerComplaint.Of(error.Message) ?? new(TestdbStatus.Serving, time.GetElapsedTime(started), null);
        }
        catch (Exception error) when (error is RedisException or ObjectDisposedException)
        {
            return ServerComplaint.OfLibrary(error.Message) ?? new(TestdbStatus.Refused, null, "connection lost");
        }
    }

    private void Retire(ConnectionMultiplexer? old)
    {
        if (old is not null)
        {
            _ = RetireAsync(old);
        }
    }

    private async Task RetireAsync(ConnectionMultiplexer old)
    {
        try
        {
            await Task.Delay(options.Deadline * 1.5, time, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await old.DisposeAsync();
        }
        catch (Exception error) when (error is RedisException or ObjectDisposedException or TimeoutException)
        {
            Log.ConnectFailed(logger, EndPoint, error.Message);
        }
    }

    private static async Task AbandonAsync(Task<ConnectionMultiplexer> connecting)
    {
        try
        {
            await (await connecting).DisposeAsync();
        }
        catch (Exception error) when (error is RedisException or TimeoutException or ObjectDisposedException)
        {
            // It was given up already; nobody waits for its reason.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Connection to {Endpoint}: {Reason}")]
        public static partial void ConnectFailed(ILogger logger, EndPoint endpoint, string reason);
    }
}
