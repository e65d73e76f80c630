namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The change of one cell in a payload.</summary>
internal static class CellWire
{
    [Flags]
    private enum Has : byte
    {
        Removed = 1,
        Resets = 2,
        Write = 4,
        Value = 8,
        Score = 16,
        Increment = 32,
    }

    public static void Write(WireWriter wire, CellChange change)
    {
        var has = (change.Removed.Length == 0 ? 0 : Has.Removed) | (change.Resets.Length == 0 ? 0 : Has.Resets) |
            (change.Writes ? Has.Write : 0) | (change.Content.IsScore ? 0 : Has.Value) | (change.Content.Score == 0 ? 0 : Has.Score) |
            (change.Increment is null ? 0 : Has.Increment);
        wire.Bytes(change.Element);
        wire.Byte((byte)has);
        if (change.Removed.Length > 0)
        {
            wire.Dots(change.Removed);
        }

        if (change.Resets.Length > 0)
        {
            wire.Count(change.Resets.Length);
            foreach (var reset in change.Resets)
            {
                Write(wire, reset);
            }
        }

        if (!change.Content.IsScore)
        {
            wire.Bytes(change.Content.Bytes);
        }
        else if (change.Content.Score != 0)
        {
            wire.Fixed(BitConverter.DoubleToInt64Bits(change.Content.Score));
        }

        if (change.Increment is { } increment)
        {
            Write(wire, increment.Run);
            wire.Fixed(increment.Bits);
            Write(wire, increment.Base);
        }
    }

    public static CellChange[] ReadAll(ref WireReader wire)
    {
        var cells = new CellChange[wire.Count(2)];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = Read(ref wire);
        }

        return cells;
    }

    public static void Write(WireWriter wire, RunReset reset)
    {
        Write(wire, reset.Run);
        wire.Number((ulong)reset.Sequence);
        wire.Fixed(reset.Bits);
    }

    public static RunReset ReadReset(ref WireReader wire)
    {
        var run = ReadRun(ref wire);
        return new RunReset(run, (long)wire.Number(), wire.Fixed());
    }

    public static void Write(WireWriter wire, RunKey run)
    {
        wire.Dot(run.Start);
        wire.Byte(run.IsDouble ? (byte)1 : (byte)0);
    }

    public static RunKey ReadRun(ref WireReader wire)
    {
        var start = wire.Dot();
        return new RunKey(start, wire.Byte() == 1);
    }

    public static void Write(WireWriter wire, RunBase from)
    {
        wire.Number((ulong)from.Sequence);
        if (!from.IsNone)
        {
            wire.Fixed(from.Bits);
            wire.Dot(from.By);
        }
    }

    public static RunBase ReadBase(ref WireReader wire)
    {
        var sequence = (long)wire.Number();
        if (sequence == 0)
        {
            return default;
        }

        var bits = wire.Fixed();
        return new RunBase(sequence, bits, wire.Dot());
    }

    private static CellChange Read(ref WireReader wire)
    {
        var element = wire.Bytes();
        var has = (Has)wire.Byte();
        var removed = has.HasFlag(Has.Removed) ? wire.Dots() : [];
        RunReset[] resets = [];
        if (has.HasFlag(Has.Resets))
        {
            resets = new RunReset[wire.Count(4)];
            for (var i = 0; i < resets.Length; i++)
            {
                resets[i] = ReadReset(ref wire);
            }
        }

        var content = has.HasFlag(Has.Value) ? Content.Copy(wire.Span()) : default;
        content = has.HasFlag(Has.Score) ? Content.Of(BitConverter.Int64BitsToDouble(wire.Fixed())) : content;
        Increment? increment = null;
        if (has.HasFlag(Has.Increment))
        {
            var run = ReadRun(ref wire);
            var bits = wire.Fixed();
            increment = new Increment(run, bits, ReadBase(ref wire));
        }

        return new CellChange
        {
            Element = element,
            Removed = removed,
            Resets = resets,
            Writes = has.HasFlag(Has.Write),
            Content = content,
            Increment = increment,
        };
    }
}
