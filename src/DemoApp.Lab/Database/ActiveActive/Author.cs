namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Makes the effects of a replica's own writes and applies them to its state. The writes were executed on the view already;
/// <paramref name="view"/> gets only what must look different there than the command left it (rare: hidden parts of another type,
/// sums of doubles). Effects gather until they are taken: one client command or MULTI at a time.
/// </summary>
internal sealed class Author(Replica replica, IView view)
{
    public Replica Replica => replica;

    public IView View => view;

    /// <summary>The effects written since the last call, in order.</summary>
    public Effect[] Take() => throw new NotImplementedException();
}
