namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The whole state of a replica at one moment, for files, for a peer whose log was cut, for a new cluster.</summary>
internal sealed class Snapshot
{
    /// <summary>The effects that the state has seen; whatever is within and not in the state was removed.</summary>
    public required DotContext Context { get; init; }

    /// <summary>The latest time of the clock.</summary>
    public required ulong Time { get; init; }

    public required Dictionary<byte[], KeyState> Keys { get; init; }

    public required PendingRemovals Pending { get; init; }
}
