using DemoApp.Testdb.Routes;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb.Probing;

/// <summary>
/// Asks one member of a route again and again, and says what it is. Serving: a PING on the connection in use. A PING that fails is
/// repeated on a fresh socket, so a dead connection is told from a dead database; when a request already doubts the connection, both are
/// asked at once. Down: overlapping PINGs on fresh sockets, and with the first answer a fresh connection. After a complaint: a write that
/// changes nothing, until it is taken. So no attendee's request is the one that tries.
/// </summary>
/// <param name="observed">Awaited after every look, before the next.</param>
internal sealed partial class TestdbProber(
    RouteMember member, Func<RouteMember, CancellationToken, Task> observed, ProbePace pace,
    TestdbOptions options, TimeProvider time, ILogger logger)
{
    private readonly TlsSuspicion tls = new(options, time);
    private TaskCompletionSource woken = NewSignal();

    /// <summary>Look now, not at the end of the pause: a request or the library met a failure.</summary>
    public void Wake() => Volatile.Read(ref woken).TrySetResult();

    /// <summary>Connects before requests are sent this way. When it cannot in time, requests find the reason at once.</summary>
    public async Task PrepareAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            while (!await TryServeAsync(await member.Connection.PingAfreshAsync(cancellationToken), cancellationToken)
                && time.GetElapsedTime(started) < patience)
            {
                await Task.Delay(options.RetryInterval, time, cancellationToken);
            }
        }
        catch (Exception error) when (error is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, member.Route.Site, error);
        }
    }

    /// <summary>Runs until cancelled; never throws otherwise.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        member.Connection.Broken += Wake;
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
                Log.Failed(logger, member.Route.Site, error);
                await Task.Delay(options.ProbeLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        member.Connection.Broken -= Wake;
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var (seen, fresh) = await AskAsync(cancellationToken);
        if (seen.IsServing || seen is { Talks: true, IsHearsay: false })
        {
            await SayAsync(seen, fresh: false, cancellationToken);
            await PauseAsync(seen.IsServing ? pace.Pause : options.ProbeInterval, cancellationToken);
            return;
        }
        var answer = fresh ?? await member.Connection.PingAfreshAsync(cancellationToken);
        while (!await TryServeAsync(answer, cancellationToken))
        {
            answer = await FirstAnswer.WaitAsync(
                member.Connection.EndPoint, result => SayAsync(result, fresh: false, cancellationToken), options, time, cancellationToken);
        }
        if (member.State.IsDown)
        {
            // Connected anew, and it complains still.
            await PauseAsync(options.QuietProbeInterval, cancellationToken);
        }
    }

    /// <summary>What the connection in use says; what a fresh socket said meanwhile, if it was asked.</summary>
    private async Task<(PingResult Seen, PingResult? Fresh)> AskAsync(CancellationToken cancellationToken)
    {
        var state = member.State;
        if (state.Complaint is not null)
        {
            return (await member.Connection.ProbeWritesAsync(cancellationToken), null);
        }
        var ping = member.Connection.PingAsync(cancellationToken);
        if (state.Doubt == Doubt.None)
        {
            return (await ping, null);
        }
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var fresh = member.Connection.PingAfreshAsync(enough.Token);
        if (await Task.WhenAny(ping, fresh) == fresh && (await fresh).IsServing)
        {
            // A database that answers a newcomer owes the old connection an answer too: it gets a moment more.
            await Task.WhenAny(ping, Task.Delay(options.ProbeLimit / 4, time, enough.Token));
            if (!ping.IsCompleted)
            {
                return (new(TestdbStatus.Silent, null, "the connection is dead"), await fresh);
            }
        }
        var seen = await ping;
        await enough.CancelAsync();
        return (seen, fresh.IsCompletedSuccessfully && !seen.IsServing ? await fresh : null);
    }

    /// <summary>The database answered: connect anew and let the requests through. Otherwise hold them back and say why.</summary>
    private async Task<bool> TryServeAsync(PingResult ping, CancellationToken cancellationToken)
    {
        var obstacle = ping.IsServing ? await member.Connection.ReplaceAsync(cancellationToken) : ping;
        if (obstacle is null && member.State.Complaint is not null
            && await member.Connection.ProbeWritesAsync(cancellationToken) is { Talks: true } complaint)
        {
            // Connected, and asked on by writes: no need to connect again each time.
            await SayAsync(complaint, fresh: true, cancellationToken);
            return true;
        }
        await SayAsync(obstacle ?? ping, fresh: true, cancellationToken);
        if (obstacle is not null && ping.IsServing)
        {
            // A password that is wrong does not become right in 50 ms.
            await Task.Delay(obstacle.Value.Talks ? options.QuietProbeInterval : options.RetryInterval, time, cancellationToken);
        }
        return obstacle is null;
    }

    private async Task SayAsync(PingResult seen, bool fresh, CancellationToken cancellationToken)
    {
        if (seen.IsServing)
        {
            member.Answered(seen, fresh);
        }
        else
        {
            member.Lost(tls.Judge(member.Connection.EndPoint, seen));
        }
        await observed(member, cancellationToken);
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
        [LoggerMessage(Level = LogLevel.Error, Message = "A prober of {Site} failed and goes on")]
        public static partial void Failed(ILogger logger, string site, Exception error);
    }
}
