using DemoApp.Testdb.Probing;
using StackExchange.Redis;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// One request on its way to an answer, within one budget of time. A failure is followed by another attempt at once, a silence by one
/// beside it; each over a connection, or in an epoch of it, that the request has not tried. The first answer wins. With nothing left to
/// try it waits: for an answer, for a fresh connection, or for the word of the probers that there is none.
/// </summary>
/// <param name="started">Timestamp at which the budget began.</param>
internal sealed class RepeatableCall<T>(
    TestdbPath path, Func<IDatabase, TestdbRoute, Task<T>> work, long started,
    TestdbFailure failure, TestdbOptions options, TimeProvider time)
{
    private const int MostAttempts = 4;
    private readonly List<Attempt> attempts = new(1);
    private PingResult? complaint;

    /// <summary>An attempt is under way, or its end has not been judged.</summary>
    private bool IsOpen => attempts.Exists(static attempt => !attempt.HasFailed);

    private TimeSpan Left => options.Deadline - time.GetElapsedTime(started) is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    /// <summary>What is missing until another attempt beside the last is due.</summary>
    private TimeSpan UntilHedge => options.HedgeAfter - time.GetElapsedTime(attempts[^1].Begun);

    /// <exception cref="RedisConnectionException">Not reachable, or it answers nothing the page can use.</exception>
    /// <exception cref="RedisTimeoutException">No answer within the budget.</exception>
    public async Task<T> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var looked = path.Changed;
                BeginWhatIsDue();
                if (!IsOpen && (attempts.Count == MostAttempts || path.Steering.IsDown || Left == TimeSpan.Zero))
                {
                    throw failure.Of(path, complaint, attempts.LastOrDefault()?.Answer.Exception?.InnerException);
                }
                await WaitAsync(looked, cancellationToken);
                if (await JudgeAsync() is { } winner)
                {
                    return await (Task<T>)winner.Answer;
                }
                if (IsOpen && Left == TimeSpan.Zero)
                {
                    path.Wake();
                    throw failure.Silent(path);
                }
            }
        }
        finally
        {
            attempts.ForEach(static attempt => attempt.Forget());
        }
    }

    private void BeginWhatIsDue()
    {
        var beside = IsOpen;
        if (attempts.Count == MostAttempts || (beside && UntilHedge > TimeSpan.Zero))
        {
            return;
        }
        if (beside)
        {
            attempts.ForEach(static attempt => attempt.Doubt());
        }
        if (path.Steering.Pick(attempts, anyway: !beside) is { Database: { } database } member)
        {
            var epoch = member.State.Epoch;
            attempts.Add(new(member, epoch, AnswerAsync(database, member.Route), time.GetTimestamp()));
        }
    }

    /// <summary>What throws before its first await fails as what throws behind it.</summary>
    private async Task<T> AnswerAsync(IDatabase database, TestdbRoute route) => await work(database, route);

    private async Task WaitAsync(Task looked, CancellationToken cancellationToken)
    {
        var open = attempts.FindAll(static attempt => !attempt.HasFailed);
        var hedge = open.Count > 0 && attempts.Count < MostAttempts ? UntilHedge : TimeSpan.Zero;
        var next = (open.Count, hedge > TimeSpan.Zero) switch
        {
            (0, _) => looked,
            (1, true) => open[0].Answer,
            (_, true) => Task.WhenAny(open.Select(attempt => attempt.Answer)),
            _ => Task.WhenAny(open.Select(attempt => attempt.Answer).Append(looked)),
        };
        var left = Left;
        var most = hedge > TimeSpan.Zero && hedge < left ? hedge : left;
        await next.WaitAsync(most, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>The attempt that was answered; those before it are to be left for it. Failures are told to who failed.</summary>
    private async Task<Attempt?> JudgeAsync()
    {
        foreach (var attempt in attempts.Where(static attempt => attempt.Answer.IsCompleted && !attempt.HasFailed))
        {
            if (attempt.Answer.IsCompletedSuccessfully)
            {
                attempts.TakeWhile(other => other != attempt).ToList().ForEach(other => path.Steering.Leave(other.Member, attempt.Member));
                return attempt;
            }
            complaint = await attempt.FailAsync() ?? complaint;
        }
        return null;
    }
}
