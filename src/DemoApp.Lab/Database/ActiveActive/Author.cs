using System.Runtime.InteropServices;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Makes the effects of a replica's own writes and applies them to its state. The writes were executed on the view already;
/// <see cref="view"/> gets only what must look different there than the command left it (rare: hidden parts of another type,
/// sums of doubles). Effects gather until they are taken: one client command or MULTI at a time.
/// </summary>
internal sealed class Author(Replica replica, IView view)
{
    private readonly List<Effect> written = [];
    private readonly List<byte[]> toShow = [];

    public Replica Replica => replica;

    /// <summary>True while the writes are not executed on the view before, so that it must be told all of them.</summary>
    public bool IsViewBehind { get; set; }

    /// <summary>The effects written since the last call, in order.</summary>
    public Effect[] Take()
    {
        Effect[] taken = [.. Written()];
        Forget();
        return taken;
    }

    /// <summary>The effects written and not yet forgotten, in order; all is shown. Good until the next is written.</summary>
    public ReadOnlySpan<Effect> Written()
    {
        foreach (var key in toShow)
        {
            replica.Show(key, view);
        }

        toShow.Clear();
        return CollectionsMarshal.AsSpan(written);
    }

    /// <summary>The effects were taken.</summary>
    public void Forget() => written.Clear();

    /// <summary>Has the view show the key again as a whole: for what the node does otherwise than it should.</summary>
    public void ShowAgain(byte[] key) => toShow.Add(key);

    /// <summary>
    /// The key's state as a write finds it. Whatever is left of a key that cannot be seen is removed first, by an effect of its own:
    /// the command found no key.
    /// </summary>
    internal KeyState? Open(byte[] key)
    {
        var state = replica.Find(key);
        if (state is null || Visible.PartOf(state, replica.Clock.Now) != Part.None)
        {
            return state;
        }

        if (state.LiveParts > 0)
        {
            // Its time is over here, but the node may have executed the command in the very millisecond before.
            toShow.Add(key);
        }

        if (state.Expiry.Length > 0 || state.LiveParts > 0)
        {
            End(state);
        }

        return replica.Find(key);
    }

    /// <summary>Removes all that is seen of the key.</summary>
    internal void End(KeyState state) => Write(new Effect
    {
        Dot = NextDot(),
        Time = replica.Clock.Next(),
        Key = state.Key,
        Removal = Observed.Everything(state, replica.Context),
    });

    /// <summary>The name of the effect that is written next.</summary>
    internal Dot NextDot() => new(replica.Self, replica.Context.Contiguous[replica.Self] + 1);

    internal void Write(Effect effect)
    {
        replica.ApplyOwn(effect, view, IsViewBehind);
        written.Add(effect);
    }
}
