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

    /// <summary>It served when the services rigger ended; the rigger has started again and waits for the majority.</summary>
    Resuming,
}

/// <param name="Phase">What the database does.</param>
/// <param name="Host">The pod that has the endpoint.</param>
internal sealed record DatabaseState(DatabasePhase Phase, string? Host)
{
    public static readonly DatabaseState First = new(DatabasePhase.Pending, null);

    /// <summary>Where a services rigger that starts goes on. Nothing runs and nothing is attached yet, whatever did before.</summary>
    public DatabaseState Resumed => Phase switch
    {
        DatabasePhase.Active or DatabasePhase.Interrupted or DatabasePhase.Resuming => this with { Phase = DatabasePhase.Resuming },
        DatabasePhase.Recovering or DatabasePhase.Awaiting => new(DatabasePhase.Awaiting, null),
        _ => this with { Host = null },
    };
}
