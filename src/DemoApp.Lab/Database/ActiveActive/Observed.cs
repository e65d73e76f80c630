namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>What can be seen of a state, in the form that a removal names it.</summary>
internal static class Observed
{
    private const int SmallKey = 16;
    private static readonly Part[] Countable = [Part.Hash, Part.SortedSet];

    public static KeyRemoval Everything(KeyState state, DotContext context)
    {
        var resets = new List<ElementReset>();
        if (state.Text is { } text)
        {
            Add(resets, Part.Text, [], text);
        }

        foreach (var part in Countable)
        {
            if (state.ElementsOf(part) is { } elements)
            {
                foreach (var (element, cell) in elements.Cells)
                {
                    Add(resets, part, element, cell);
                }
            }
        }

        return new KeyRemoval
        {
            Seen = Seen(state, context),
            Beyond = context.Early.Count == 0 ? [] : [.. DotsOf(state).Where(context.Early.Contains).Distinct()],
            Resets = resets.Count == 0 ? [] : [.. resets],
            EndsHyperLogLog = state.HyperLogLog?.Registers is not null,
        };
    }

    /// <summary>Of a small key only the replicas that wrote to it: then a peer that is behind others has nothing to keep in mind.</summary>
    private static VersionVector Seen(KeyState state, DotContext context)
    {
        if ((state.Hash?.Count ?? 0) + (state.Set?.Count ?? 0) + (state.SortedSet?.Count ?? 0) > SmallKey)
        {
            return context.Contiguous.Clone();
        }

        var seen = new VersionVector();
        foreach (var dot in DotsOf(state))
        {
            if (context.Contiguous.Contains(dot))
            {
                seen.Raise(dot.Replica, dot.Sequence);
            }
        }

        return seen;
    }

    private static void Add(List<ElementReset> resets, Part part, byte[] element, Cell cell)
    {
        foreach (ref readonly var run in cell.Runs)
        {
            if (run.IsLive)
            {
                resets.Add(new ElementReset(part, element, new RunReset(run.Key, run.Last, run.Bits)));
            }
        }
    }

    private static IEnumerable<Dot> DotsOf(KeyState state)
    {
        var cells = (state.Text is { } text ? [text] : Enumerable.Empty<Cell>())
            .Concat(state.Hash?.Cells.Values ?? Enumerable.Empty<Cell>())
            .Concat(state.Set?.Cells.Values ?? Enumerable.Empty<Cell>())
            .Concat(state.SortedSet?.Cells.Values ?? Enumerable.Empty<Cell>());
        return cells.SelectMany(cell => cell.Dots()).Concat(state.Expiry.Select(entry => entry.Dot));
    }
}
