using DemoApp.Testdb.Connections;
using Microsoft.Extensions.Logging;

namespace DemoApp.Testdb.Routes;

/// <summary>
/// Brings a group back to its first member: when that has answered without a break for a while, takes writes and, where the databases
/// tell, has what the other has and the other what it has. A member that is lost again soon after has to wait twice as long each time.
/// </summary>
internal sealed partial class Failback(Steering steering, TestdbOptions options, TimeProvider time, ILogger<Failback> logger)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromMinutes(1);
    private TimeSpan hold = options.FailbackAfter;
    private long? returned;

    private RouteMember First => steering.Members[0];

    /// <summary>Runs until cancelled; never throws.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            await Task.Delay(options.ProbeLimit, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                await ConsiderAsync(cancellationToken);
            }
            catch (Exception error) when (error is not OutOfMemoryException)
            {
                // One of the two did not answer: asked again next time.
                Log.NotYet(logger, First.Route.Cluster, error.Message);
            }
        }
    }

    private async Task ConsiderAsync(CancellationToken cancellationToken)
    {
        var now = time.GetTimestamp();
        var away = steering.Active;
        if (away == First)
        {
            if (returned is { } since && time.GetElapsedTime(since, now) > LongestHold)
            {
                (hold, returned) = (options.FailbackAfter, null);
            }
            return;
        }
        if (returned is not null)
        {
            (hold, returned) = (hold * 2 < LongestHold ? hold * 2 : LongestHold, null);
        }
        if (First.State is not { IsServing: true, SteadySince: { } steady } || time.GetElapsedTime(steady, now) < hold
            || !await IsCaughtUpAsync(away).WaitAsync(options.Deadline, time, cancellationToken))
        {
            return;
        }
        // Asking took a moment, in which it may have been lost again.
        if (First.State.IsServing && First.State.SteadySince == steady)
        {
            steering.Move(away, First);
            returned = now;
            Log.Back(logger, First.Route.Site, First.Route.Cluster, away.Route.Cluster);
        }
    }

    private async Task<bool> IsCaughtUpAsync(RouteMember away)
    {
        if (First.Database is not { } mine || away.Database is not { } theirs || await DatabaseFacts.IsReplicaAsync(mine))
        {
            return false;
        }
        var here = await DatabaseFacts.ReplicationAsync(mine);
        var there = await DatabaseFacts.ReplicationAsync(theirs);
        return here.IsCaughtUp(there.Site, options.FailbackLag) && there.IsCaughtUp(here.Site, options.FailbackLag);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The group of {Site} is back at {Own}, from {Other}")]
        public static partial void Back(ILogger logger, string site, string own, string other);

        [LoggerMessage(Level = LogLevel.Debug, Message = "The group does not go back to {Own} yet: {Reason}")]
        public static partial void NotYet(ILogger logger, string own, string reason);
    }
}
