namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The increments of one replica to one cell, as one total: it counts from its base. Both sides are joined by their sequence, so a run
/// may come in any order, twice, or in part.
/// </summary>
internal struct Run(RunKey key)
{
    public readonly RunKey Key = key;

    /// <summary>The owner's last effect that is known; 0 when only a removal has come yet.</summary>
    public long Last;

    public long Bits;

    public ulong Time;

    public RunBase Base;

    public readonly bool IsLive => Last > Base.Sequence;

    public readonly Stamp Stamp => new(Time, Key.Start.Replica);

    /// <summary>The effect whose being known somewhere means that this run is.</summary>
    public readonly Dot Marker => new(Key.Start.Replica, Last > 0 ? Last : Base.Sequence);

    public readonly Int128 Whole => (Int128)Bits - (Base.IsNone ? 0 : Base.Bits);

    public readonly double Double => BitConverter.Int64BitsToDouble(Bits) - (Base.IsNone ? 0 : BitConverter.Int64BitsToDouble(Base.Bits));

    public bool Raise(long last, long bits, ulong time)
    {
        if (last <= Last)
        {
            return false;
        }

        (Last, Bits, Time) = (last, bits, time);
        return true;
    }

    public bool Rebase(RunBase other)
    {
        // Of two removals that saw the same, the lesser name is kept: any, but everywhere the same one.
        if (other.Sequence < Base.Sequence || other.IsNone || (other.Sequence == Base.Sequence && other.By.CompareTo(Base.By) >= 0))
        {
            return false;
        }

        Base = other;
        return true;
    }

    public bool Join(in Run other) => Raise(other.Last, other.Bits, other.Time) | Rebase(other.Base);
}
