namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The whole state of a replica at one moment, for files, for a peer whose log was cut, for a new cluster.</summary>
internal sealed class Snapshot
{
    public required DotContext Context { get; init; }
}
