namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The state of one key in a payload.</summary>
internal static class KeyWire
{
    private static readonly Part[] WithElements = [Part.Hash, Part.Set, Part.SortedSet];

    public static void Write(WireWriter wire, KeyState state)
    {
        wire.Bytes(state.Key);
        wire.Count(state.Expiry.Length);
        foreach (var entry in state.Expiry)
        {
            wire.Dot(entry.Dot);
            wire.Number(entry.At);
        }

        wire.Vector(state.Removed ?? new VersionVector());
        if (state.Text is { } text)
        {
            wire.Byte((byte)Part.Text);
            Write(wire, text);
        }

        foreach (var part in WithElements)
        {
            if (state.ElementsOf(part) is { } elements)
            {
                wire.Byte((byte)part);
                wire.Count(elements.Count);
                foreach (var (element, cell) in elements.Cells)
                {
                    wire.Bytes(element);
                    Write(wire, cell);
                }
            }
        }

        if (state.HyperLogLog is { } registers)
        {
            wire.Byte((byte)Part.HyperLogLog);
            wire.Vector(registers.Deletions);
            wire.Vector(registers.Added);
            wire.Bytes(registers.Registers);
            wire.Number(registers.Stamp.Time);
            wire.Dot(registers.Stamp.Replica.IsNone ? new Dot(ReplicaId.Of("-"), 1) : new Dot(registers.Stamp.Replica, 1));
        }

        wire.Byte((byte)Part.None);
    }

    /// <summary>Null when the payload holds no key that can be read.</summary>
    public static KeyState? Read(ReadOnlySpan<byte> payload)
    {
        var wire = new WireReader(payload, RecordKind.SnapshotKey);
        var state = new KeyState(wire.Bytes());
        var expiry = new ExpiryEntry[wire.Count(3)];
        for (var i = 0; i < expiry.Length; i++)
        {
            expiry[i] = new ExpiryEntry(wire.Dot(), wire.Signed());
        }

        state.Expiry = expiry;
        state.Removed = wire.Vector() is { Entries.Length: > 0 } removed ? removed : null;
        while (!wire.IsBroken)
        {
            var part = (Part)wire.Byte();
            switch (part)
            {
                case Part.None:
                    return wire.IsBroken || !wire.IsAtEnd ? null : state;
                case Part.Text:
                    state.Text = ReadCell(ref wire);
                    break;
                case Part.Hash or Part.Set or Part.SortedSet:
                    ReadElements(ref wire, state, part);
                    break;
                case Part.HyperLogLog:
                    state.HyperLogLog = ReadRegisters(ref wire);
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static void Write(WireWriter wire, Cell cell)
    {
        wire.Count(cell.EntryCount);
        for (var i = 0; i < cell.EntryCount; i++)
        {
            var entry = cell.EntryAt(i);
            wire.Dot(entry.Dot);
            wire.Number(entry.Time);
            wire.Byte(entry.Content.IsScore ? (byte)0 : (byte)1);
            if (entry.Content.IsScore)
            {
                wire.Fixed(BitConverter.DoubleToInt64Bits(entry.Content.Score));
            }
            else
            {
                wire.Bytes(entry.Content.Bytes);
            }
        }

        wire.Count(cell.Runs.Length);
        foreach (ref readonly var run in cell.Runs)
        {
            CellWire.Write(wire, run.Key);
            wire.Number((ulong)run.Last);
            wire.Fixed(run.Bits);
            wire.Number(run.Time);
            CellWire.Write(wire, run.Base);
        }
    }

    private static Cell ReadCell(ref WireReader wire)
    {
        var cell = new Cell();
        for (var left = wire.Count(4); left > 0; left--)
        {
            var dot = wire.Dot();
            var time = wire.Number();
            var content = wire.Byte() == 1 ? Content.Copy(wire.Span()) : Content.Of(BitConverter.Int64BitsToDouble(wire.Fixed()));
            cell.Add(new Entry(dot, time, content));
        }

        for (var left = wire.Count(14); left > 0; left--)
        {
            ref var run = ref cell.RunOf(CellWire.ReadRun(ref wire));
            var last = (long)wire.Number();
            var bits = wire.Fixed();
            run.Raise(last, bits, wire.Number());
            run.Rebase(CellWire.ReadBase(ref wire));
        }

        return cell;
    }

    private static void ReadElements(ref WireReader wire, KeyState state, Part part)
    {
        for (var left = wire.Count(3); left > 0; left--)
        {
            var element = wire.Bytes();
            var cell = ReadCell(ref wire);
            if (wire.IsBroken || cell.IsEmpty)
            {
                wire.Break();
                return;
            }

            state.Put(part, element, cell);
        }
    }

    private static HyperLogLogState ReadRegisters(ref WireReader wire)
    {
        var registers = new HyperLogLogState();
        var deletions = wire.Vector();
        var added = wire.Vector();
        var bytes = wire.Bytes();
        var time = wire.Number();
        var replica = wire.Dot().Replica;
        if (bytes.Length is not 0 and not HyperLogLogState.RegisterCount)
        {
            wire.Break();
        }

        registers.Restore(deletions, added, bytes.Length == 0 ? null : bytes, time == 0 ? default : new Stamp(time, replica));
        return registers;
    }
}
