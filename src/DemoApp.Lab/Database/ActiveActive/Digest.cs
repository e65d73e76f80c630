using System.Runtime.InteropServices;

namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Hashes that do not depend on any order, so that two sites can compare what they have.</summary>
internal static class Digest
{
    private static readonly Part[] Contents = [Part.Text, Part.Hash, Part.Set, Part.SortedSet, Part.HyperLogLog];

    /// <summary>Of what can be seen: values, elements, scores, expiry.</summary>
    public static ulong OfContent(KeyStore store, long now)
    {
        var sum = 0UL;
        foreach (var state in store.Keys.Values)
        {
            var part = Visible.PartOf(state, now);
            if (part == Part.None)
            {
                continue;
            }

            var key = ByteKeys.Mix(ByteKeys.Mix(state.Key, 1), (ulong)part);
            sum += ByteKeys.Mix(key, (ulong)state.ExpireAt);
            foreach (var (element, cell) in CellsOf(state, part))
            {
                if (cell.IsLive)
                {
                    var value = part == Part.SortedSet
                        ? (ulong)BitConverter.DoubleToInt64Bits(CellValue.Score(cell) + 0.0)
                        : part == Part.Set ? 0 : ByteKeys.Mix(CellValue.Text(cell), 2);
                    sum += ByteKeys.Mix(ByteKeys.Mix(element, key), value);
                }
            }

            if (part == Part.HyperLogLog)
            {
                sum += ByteKeys.Mix(state.HyperLogLog!.Registers, key);
            }
        }

        return sum;
    }

    /// <summary>Of every entry and every live run, and of the dots seen.</summary>
    public static ulong OfState(KeyStore store)
    {
        var sum = 0UL;
        foreach (var (replica, sequence) in store.Context.Contiguous.Entries)
        {
            sum += Of(new Dot(replica, sequence), 3);
        }

        foreach (var dot in store.Context.Early)
        {
            sum += Of(dot, 4);
        }

        foreach (var state in store.Keys.Values)
        {
            sum += Of(state);
        }

        return sum;
    }

    private static ulong Of(KeyState state)
    {
        var key = ByteKeys.Mix(state.Key, 5);
        var sum = 0UL;
        foreach (var entry in state.Expiry)
        {
            sum += Of(entry.Dot, key) ^ (ulong)entry.At;
        }

        foreach (var part in Contents)
        {
            foreach (var (element, cell) in CellsOf(state, part))
            {
                sum += Of(cell, ByteKeys.Mix(element, key ^ (ulong)part));
            }
        }

        return sum + (state.HyperLogLog?.Registers is { } registers ? ByteKeys.Mix(registers, key) : 0);
    }

    private static ulong Of(Cell cell, ulong seed)
    {
        var sum = 0UL;
        for (var i = 0; i < cell.EntryCount; i++)
        {
            var entry = cell.EntryAt(i);
            var value = ByteKeys.Mix(entry.Content.Bytes, (ulong)BitConverter.DoubleToInt64Bits(entry.Content.Score));
            sum += ByteKeys.Mix(ByteKeys.Mix(Of(entry.Dot, seed), entry.Time), value);
        }

        foreach (ref readonly var run in cell.Runs)
        {
            if (run.IsLive)
            {
                sum += ByteKeys.Mix(Of(run.Key.Start, seed), (ulong)run.Last) + ByteKeys.Mix((ulong)run.Bits, unchecked((ulong)run.Whole));
            }
        }

        return sum;
    }

    private static ulong Of(Dot dot, ulong seed) =>
        ByteKeys.Mix(ByteKeys.Mix(MemoryMarshal.AsBytes(dot.Replica.Name.AsSpan()), seed), (ulong)dot.Sequence);

    private static IEnumerable<KeyValuePair<byte[], Cell>> CellsOf(KeyState state, Part part) =>
        part == Part.Text
            ? state.Text is { } text ? [new KeyValuePair<byte[], Cell>([], text)] : []
            : state.ElementsOf(part) is { } elements ? elements.Cells : [];
}
