namespace DemoApp.Lab.Database.Links;

/// <summary>What a link tells of itself.</summary>
/// <param name="Peer">The site it leads to.</param>
/// <param name="Up">It carries effects.</param>
/// <param name="Backlog">Effects the peer has not acknowledged.</param>
/// <param name="Lag">
/// From a write's being on disk here to its being on disk there, as last seen; how long the oldest waits when none moves.
/// </param>
internal sealed record LinkFacts(string Peer, bool Up, long Backlog, TimeSpan Lag);
