namespace DemoApp.Lab.Controllers.Watching.Sources;

/// <summary>Which objects are watched: those of one namespace, or of all.</summary>
/// <param name="Home">The namespace of the lab's own objects.</param>
/// <param name="Everywhere">Not only that one.</param>
internal sealed record Scope(string Home, bool Everywhere)
{
    /// <summary>The server ends a watch after it; a connection that died unseen is found so.</summary>
    public const int WatchSeconds = 300;
}
