namespace DemoApp.Lab.Controllers;

/// <summary>The database node processes behind the pods of one cluster, and the endpoint of testdb in front of them.</summary>
internal interface IDatabaseHost
{
    DatabaseReport Report { get; }

    /// <summary>The pod's node process starts; it takes no part in the database until the endpoint is put on it.</summary>
    Task StartNodeAsync(string pod, CancellationToken cancellationToken);

    /// <summary>The pod's node process ends. With the last one the database goes to disk.</summary>
    Task StopNodeAsync(string pod, CancellationToken cancellationToken);

    /// <summary>The endpoint is on this pod and answers.</summary>
    Task ServeAsync(string pod, CancellationToken cancellationToken);

    /// <summary>The endpoint is on this pod, accepts connections and never answers.</summary>
    Task SilenceAsync(string pod, CancellationToken cancellationToken);

    /// <summary>The endpoint is nowhere: connections are cut, new ones refused.</summary>
    Task CloseAsync(CancellationToken cancellationToken);

    /// <summary>Brings the database back. The endpoint stays as it is.</summary>
    Task<RecoveryResult> RecoverAsync(RecoverySource source, IProgress<RecoveryStep> progress, CancellationToken cancellationToken);
}

/// <summary>Where a recovered database takes its data from.</summary>
internal enum RecoverySource
{
    Disk,

    /// <summary>rladmin's only_configuration: starts empty, the Active-Active peers send the data.</summary>
    Peers,
}

internal sealed record RecoveryResult(bool Succeeded, long Keys, string Detail)
{
    /// <summary>Files that were missing or damaged, so that something may be gone; null: none were.</summary>
    public string? Lost { get; init; }
}

/// <summary>How far a recovery is, of 100, and what it did last.</summary>
internal sealed record RecoveryStep(int Percent, string Did);

/// <param name="HasFiles">There is something on disk to recover from.</param>
internal sealed record DatabaseReport(
    bool Running, long Keys, DateTimeOffset? LastSnapshot, string Directory, bool HasPeers, bool HasFiles)
{
    /// <summary>Files that are missing or damaged on every node, so that a recovery brings back only the rest; null: none are.</summary>
    public string? Problems { get; init; }
}
