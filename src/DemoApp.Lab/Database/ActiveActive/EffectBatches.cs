using System.Runtime.InteropServices;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The effects of one record, and which of them belong together. Reused.</summary>
internal sealed class EffectBatches
{
    private readonly List<Effect> effects = [];
    private readonly List<int> ends = [];

    public int Count => ends.Count;

    public ReadOnlySpan<Effect> All => CollectionsMarshal.AsSpan(effects);

    /// <summary>Those of one command or transaction.</summary>
    public ReadOnlySpan<Effect> this[int index] => All[(index == 0 ? 0 : ends[index - 1])..ends[index]];

    /// <summary>Reads the payload of a record; false, and nothing is here, when it holds no effects that can be read.</summary>
    public bool TryRead(ReadOnlySpan<byte> payload)
    {
        Clear();
        var wire = new WireReader(payload, RecordKind.Effects);
        do
        {
            for (var left = wire.Count(4); left > 0 && !wire.IsBroken; left--)
            {
                effects.Add(EffectWire.Read(ref wire));
            }

            ends.Add(effects.Count);
        }
        while (!wire.IsBroken && !wire.IsAtEnd);

        if (wire.IsBroken)
        {
            Clear();
        }

        return !wire.IsBroken;
    }

    public void Clear()
    {
        effects.Clear();
        ends.Clear();
    }
}
