using static DemoApp.Lab.Controllers.Databases.DatabasePhase;

namespace DemoApp.Lab.Controllers.Databases;

internal enum DatabasePhase
{
    /// <summary>The cluster was never up yet.</summary>
    Pending,
    Active,

    /// <summary>The majority of the nodes is missing; back by itself when it returns.</summary>
    Interrupted,

    /// <summary>Every node was gone at once: only a cluster recovery helps.</summary>
    Lost,

    /// <summary>The cluster recovers or has recovered; a person must recover the database.</summary>
    Awaiting,
    Recovering,
}

/// <param name="Phase">What the database does.</param>
/// <param name="Host">The pod that has the endpoint.</param>
internal sealed record DatabaseState(DatabasePhase Phase, string? Host)
{
    public static readonly DatabaseState First = new(Pending, null);
}

internal abstract record DatabaseInput
{
    /// <param name="RecState">status.state of the rec.</param>
    /// <param name="Nodes">How many nodes the cluster has.</param>
    /// <param name="Ready">Node pods that are ready, in order.</param>
    public sealed record Observed(string? RecState, int Nodes, IReadOnlyList<string> Ready) : DatabaseInput;

    public sealed record RecoveryStarted : DatabaseInput;

    public sealed record RecoveryEnded(bool Succeeded) : DatabaseInput;
}

internal abstract record DatabaseEffect
{
    public sealed record Serve(string Pod) : DatabaseEffect;

    public sealed record Silence(string Pod) : DatabaseEffect;

    public sealed record Close : DatabaseEffect;

    public sealed record Tell(bool Warning, string Reason, string Message) : DatabaseEffect;
}

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
            DatabaseInput.RecoveryEnded { Succeeded: true } when state is { Phase: Recovering, Host: { } host } =>
                Serve(state, host, effects, "DatabaseRecovered", "testdb was recovered and answers again."),
            DatabaseInput.RecoveryEnded when state.Phase is Recovering => state with { Phase = Awaiting },
            _ => state,
        };
        return (next, effects);
    }

    private static DatabaseState Observe(DatabaseState state, DatabaseInput.Observed seen, List<DatabaseEffect> effects)
    {
        var majority = (seen.Nodes / 2) + 1;
        var recovering = seen.RecState is "RecoveryReset" or "RecoveringFirstPod";
        if (recovering && state.Phase is not Awaiting)
        {
            return Place(Close(state, Awaiting, effects, "DatabaseDown", "The cluster recovers: testdb is down."), seen, effects);
        }

        switch (state.Phase)
        {
            case Pending when seen.RecState is "Running" && seen.Ready.Count >= majority:
                return Serve(state, seen.Ready[0], effects, "DatabaseActive", $"testdb answers on {seen.Ready[0]}.");
            case Awaiting:
                return Place(state, seen, effects);
            case Active or Interrupted or Recovering when seen.Ready.Count == 0:
                return Close(state, Lost, effects, "DatabaseLost", "Every node is gone: testdb needs a cluster recovery.");
            case Active when seen.Ready.Count < majority:
                return Close(state, Interrupted, effects, "QuorumLost", $"{seen.Ready.Count} of {seen.Nodes} nodes are ready: testdb is down.");
            case Interrupted when seen.Ready.Count >= majority:
                return Serve(state, seen.Ready[0], effects, "DatabaseActive", $"The majority is back: testdb answers on {seen.Ready[0]}.");
            case Active when !seen.Ready.Contains(state.Host):
                return Serve(state, seen.Ready[0], effects, "EndpointMoved", $"The endpoint of testdb moved from {state.Host} to {seen.Ready[0]}.");
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
            effects.Add(new DatabaseEffect.Tell(true, "DatabaseAwaitsRecovery", $"testdb is on {host} and does not answer until rladmin recover."));
        }
        else if (state.Host is not null)
        {
            effects.Add(new DatabaseEffect.Close());
        }

        return state with { Host = host };
    }

    private static DatabaseState Serve(DatabaseState state, string pod, List<DatabaseEffect> effects, string reason, string message)
    {
        effects.Add(new DatabaseEffect.Serve(pod));
        effects.Add(new DatabaseEffect.Tell(false, reason, message));
        return state with { Phase = Active, Host = pod };
    }

    private static DatabaseState Close(DatabaseState state, DatabasePhase phase, List<DatabaseEffect> effects, string reason, string message)
    {
        effects.Add(new DatabaseEffect.Close());
        effects.Add(new DatabaseEffect.Tell(true, reason, message));
        return state with { Phase = phase, Host = null };
    }
}
