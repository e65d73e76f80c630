using static DemoApp.Lab.Controllers.Databases.DatabasePhase;

namespace DemoApp.Lab.Controllers.Databases;

/// <summary>Where the endpoint of testdb is and how it behaves. Quorum is a majority of the nodes. Pure.</summary>
internal static class DatabaseMachine
{
    public static (DatabaseState State, IReadOnlyList<DatabaseEffect> Effects) Step(DatabaseState state, DatabaseInput input)
    {
        var effects = new List<DatabaseEffect>();
        var next = input switch
        {
            DatabaseInput.Observed seen => Observe(state, seen, effects),
            DatabaseInput.RecoveryStarted when state is { Phase: Awaiting, Host: not null } => state with { Phase = Recovering },
            DatabaseInput.RecoveryEnded ended => End(state, ended.Succeeded, effects),
            DatabaseInput.ClusterGone when state != DatabaseState.First => Leave(effects),
            _ => state,
        };
        return (next, effects);
    }

    private static DatabaseState Observe(DatabaseState state, DatabaseInput.Observed seen, List<DatabaseEffect> effects)
    {
        var majority = (seen.Members / 2) + 1;
        var (ready, quorum) = (seen.Ready.Count, seen.Ready.Count >= majority);
        if (seen.RecState is "RecoveryReset" or "RecoveringFirstPod" && state.Phase is not (Awaiting or Pending))
        {
            return Place(Close(state, Awaiting, effects, "DatabaseDown", "The cluster recovers: testdb is down."), seen, effects);
        }

        switch (state.Phase)
        {
            case Pending when seen.RecState is "Running" && quorum:
                return Serve(state, seen.Ready[0], effects, "DatabaseActive", $"testdb answers on {seen.Ready[0]}.");
            case Resuming when quorum:
                var host = state.Host is { } before && seen.Ready.Contains(before) ? before : seen.Ready[0];
                return Serve(state, host, effects, "DatabaseActive", $"testdb answers again on {host}.");
            case Awaiting:
                return Place(state, seen, effects);
            case Active or Interrupted when ready == 0:
                return Close(state, Lost, effects, "DatabaseLost", "Every node is gone: testdb needs a cluster recovery.");
            case Active when !quorum:
                return Close(state, Interrupted, effects, "DatabaseInterrupted",
                    $"{ready} of {seen.Members} nodes are up: testdb is down until {majority} are.");
            case Interrupted when quorum:
                return Serve(state, seen.Ready[0], effects, "DatabaseActive", $"The majority is back: testdb answers on {seen.Ready[0]}.");
            case Active when !seen.Ready.Contains(state.Host):
                return Serve(
                    state, seen.Ready[0], effects, "EndpointMoved", $"The endpoint of testdb moved from {state.Host} to {seen.Ready[0]}.");
            case Recovering when !seen.Ready.Contains(state.Host):
                return Place(state with { Phase = Awaiting }, seen, effects);
            default:
                return state;
        }
    }

    /// <summary>A database that waits for its recovery has an endpoint that never answers, on the first node that is ready.</summary>
    private static DatabaseState Place(DatabaseState state, DatabaseInput.Observed seen, List<DatabaseEffect> effects)
    {
        if (state.Host is not null && seen.Ready.Contains(state.Host))
        {
            return state;
        }

        // The pods that still stand when the reset begins are about to be deleted.
        var host = seen.RecState is "RecoveryReset" ? null : seen.Ready.Count > 0 ? seen.Ready[0] : null;
        if (host is not null)
        {
            effects.Add(new DatabaseEffect.Silence(host));
            effects.Add(
                new DatabaseEffect.Tell(true, "DatabaseAwaitsRecovery", $"testdb is on {host} and does not answer until rladmin recover."));
        }
        else if (state.Host is not null)
        {
            effects.Add(new DatabaseEffect.Close());
        }

        return state with { Host = host };
    }

    private static DatabaseState End(DatabaseState state, bool succeeded, List<DatabaseEffect> effects)
    {
        switch (state)
        {
            case { Phase: Recovering, Host: { } host } when succeeded:
                return Serve(state, host, effects, "DatabaseRecovered", "testdb was recovered and answers again.");
            case { Phase: Recovering }:
                effects.Add(
                    new DatabaseEffect.Tell(true, "DatabaseNotRecovered", "The recovery of testdb failed; it still waits for one."));
                return state with { Phase = Awaiting };
            case { Phase: Awaiting or Lost or Pending } when succeeded:
                // Its node or its cluster went meanwhile: what was brought back must not answer.
                effects.Add(state.Host is { } waits ? new DatabaseEffect.Silence(waits) : new DatabaseEffect.Close());
                return state;
            default:
                return state;
        }
    }

    private static DatabaseState Leave(List<DatabaseEffect> effects)
    {
        effects.Add(new DatabaseEffect.Close());
        return DatabaseState.First;
    }

    private static DatabaseState Serve(DatabaseState state, string pod, List<DatabaseEffect> effects, string reason, string message)
    {
        effects.Add(new DatabaseEffect.Serve(pod));
        effects.Add(new DatabaseEffect.Tell(false, reason, message));
        return state with { Phase = Active, Host = pod };
    }

    private static DatabaseState Close(
        DatabaseState state, DatabasePhase phase, List<DatabaseEffect> effects, string reason, string message)
    {
        effects.Add(new DatabaseEffect.Close());
        effects.Add(new DatabaseEffect.Tell(true, reason, message));
        return state with { Phase = phase, Host = null };
    }
}
