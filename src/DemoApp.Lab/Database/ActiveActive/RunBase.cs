namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// From where a run counts: its total (<paramref name="Bits"/>) at the owner's effect <paramref name="Sequence"/> was removed by the effect
/// <paramref name="By"/>. Joined by the greater sequence.
/// </summary>
internal readonly record struct RunBase(long Sequence, long Bits, Dot By)
{
    public bool IsNone => Sequence == 0;
}
