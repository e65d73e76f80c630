namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// One replicated change of one key, made once at one replica and applied once at every other, in any order.
/// Everything it removes is named: a change never takes away what its author had not seen. Immutable; arrays are never written to.
/// </summary>
internal sealed class Effect
{
    public required Dot Dot { get; init; }

    /// <summary>The time of the clock; the stamp's replica is the dot's.</summary>
    public required ulong Time { get; init; }

    public required byte[] Key { get; init; }

    public Stamp Stamp => new(Time, Dot.Replica);

    /// <summary>Removes what was seen of the whole key, before the rest of the effect.</summary>
    public KeyRemoval? Removal { get; init; }

    /// <summary>The part that <see cref="Cells"/> belong to.</summary>
    public Part Part { get; init; }

    public CellChange[] Cells { get; init; } = [];

    public ExpiryChange? Expiry { get; init; }

    public HyperLogLogChange? HyperLogLog { get; init; }
}
