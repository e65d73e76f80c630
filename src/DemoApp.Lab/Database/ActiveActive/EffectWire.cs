namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>One effect in a payload.</summary>
internal static class EffectWire
{
    [Flags]
    private enum Has : byte
    {
        Removal = 1,
        Cells = 2,
        Expiry = 4,
        HyperLogLog = 8,
    }

    public static void Write(WireWriter wire, Effect effect)
    {
        wire.Dot(effect.Dot);
        wire.Number(effect.Time);
        wire.Bytes(effect.Key);
        var has = (effect.Removal is null ? 0 : Has.Removal) | (effect.Cells.Length == 0 ? 0 : Has.Cells) |
            (effect.Expiry is null ? 0 : Has.Expiry) | (effect.HyperLogLog is null ? 0 : Has.HyperLogLog);
        wire.Byte((byte)has);
        if (effect.Removal is { } removal)
        {
            Write(wire, removal);
        }

        if (effect.Cells.Length > 0)
        {
            wire.Byte((byte)effect.Part);
            wire.Count(effect.Cells.Length);
            foreach (var cell in effect.Cells)
            {
                CellWire.Write(wire, cell);
            }
        }

        if (effect.Expiry is { } expiry)
        {
            wire.Dots(expiry.Removed);
            wire.Byte(expiry.At is null ? (byte)0 : (byte)1);
            wire.Number(expiry.At ?? 0);
        }

        if (effect.HyperLogLog is { } registers)
        {
            Write(wire, registers);
        }
    }

    public static Effect Read(ref WireReader wire)
    {
        var dot = wire.Dot();
        var time = wire.Number();
        var key = wire.Bytes();
        var has = (Has)wire.Byte();
        var removal = has.HasFlag(Has.Removal) ? ReadRemoval(ref wire) : null;
        var part = Part.None;
        CellChange[] cells = [];
        if (has.HasFlag(Has.Cells))
        {
            part = (Part)wire.Byte();
            cells = CellWire.ReadAll(ref wire);
            if (part is < Part.Text or > Part.SortedSet)
            {
                wire.Break();
            }
        }

        return new Effect
        {
            Dot = dot,
            Time = time,
            Key = key,
            Removal = removal,
            Part = part,
            Cells = cells,
            Expiry = has.HasFlag(Has.Expiry) ? ReadExpiry(ref wire) : null,
            HyperLogLog = has.HasFlag(Has.HyperLogLog) ? ReadRegisters(ref wire) : null,
        };
    }

    private static void Write(WireWriter wire, KeyRemoval removal)
    {
        wire.Vector(removal.Seen);
        wire.Dots(removal.Beyond);
        wire.Byte(removal.EndsHyperLogLog ? (byte)1 : (byte)0);
        wire.Count(removal.Resets.Length);
        foreach (var (part, element, reset) in removal.Resets)
        {
            wire.Byte((byte)part);
            wire.Bytes(element);
            CellWire.Write(wire, reset);
        }
    }

    private static KeyRemoval ReadRemoval(ref WireReader wire)
    {
        var seen = wire.Vector();
        var beyond = wire.Dots();
        var ends = wire.Byte() == 1;
        var resets = new ElementReset[wire.Count(5)];
        for (var i = 0; i < resets.Length; i++)
        {
            var part = (Part)wire.Byte();
            if (part is < Part.Text or > Part.SortedSet)
            {
                wire.Break();
            }

            resets[i] = new ElementReset(part, wire.Bytes(), CellWire.ReadReset(ref wire));
        }

        return new KeyRemoval { Seen = seen, Beyond = beyond, Resets = resets, EndsHyperLogLog = ends };
    }

    private static ExpiryChange ReadExpiry(ref WireReader wire)
    {
        var removed = wire.Dots();
        var says = wire.Byte() == 1;
        var at = wire.Signed();
        return new ExpiryChange(removed, says ? at : null);
    }

    private static void Write(WireWriter wire, HyperLogLogChange change)
    {
        wire.Vector(change.Deletions);
        wire.Vector(change.Seen);
        wire.Count(change.Registers.Length);
        foreach (var (index, value) in change.Registers)
        {
            wire.Number((ulong)index);
            wire.Byte(value);
        }
    }

    private static HyperLogLogChange ReadRegisters(ref WireReader wire)
    {
        var deletions = wire.Vector();
        var seen = wire.Vector();
        var registers = new (ushort, byte)[wire.Count(2)];
        for (var i = 0; i < registers.Length; i++)
        {
            var index = wire.Number();
            registers[i] = ((ushort)index, wire.Byte());
            if (index >= HyperLogLogState.RegisterCount)
            {
                wire.Break();
            }
        }

        return new HyperLogLogChange(deletions, seen, wire.IsBroken ? [] : registers);
    }
}
