namespace DemoApp.Lab.Controllers.Databases;

internal abstract record DatabaseInput
{
    /// <param name="RecState">status.state of the rec.</param>
    /// <param name="Members">How many nodes form the cluster.</param>
    /// <param name="Ready">Those of them that are ready, in order.</param>
    public sealed record Observed(string? RecState, int Members, IReadOnlyList<string> Ready) : DatabaseInput;

    public sealed record RecoveryStarted : DatabaseInput;

    public sealed record RecoveryEnded(bool Succeeded) : DatabaseInput;

    /// <summary>The rec was deleted.</summary>
    public sealed record ClusterGone : DatabaseInput;
}

internal abstract record DatabaseEffect
{
    public sealed record Serve(string Pod) : DatabaseEffect;

    public sealed record Silence(string Pod) : DatabaseEffect;

    public sealed record Close : DatabaseEffect;

    public sealed record Tell(bool Warning, string Reason, string Message) : DatabaseEffect;
}
