namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// What may be said of a snapshot of which a part is missing: it has seen what is found in the undamaged keys, and nothing else. If it
/// claimed
/// its whole context, every peer would take the missing keys for deleted.
/// </summary>
internal static class Salvage
{
    public static DotContext ContextOf(IEnumerable<KeyState> keys)
    {
        var context = new DotContext();
        foreach (var state in keys)
        {
            foreach (var cell in CellsOf(state))
            {
                foreach (var dot in cell.Dots())
                {
                    context.Add(dot);
                }

                foreach (ref readonly var run in cell.Runs)
                {
                    context.Add(run.Marker);
                }
            }

            foreach (var entry in state.Expiry)
            {
                context.Add(entry.Dot);
            }
        }

        return context;
    }

    public static ulong TimeOf(IEnumerable<KeyState> keys)
    {
        var latest = 0UL;
        foreach (var state in keys)
        {
            foreach (var cell in CellsOf(state))
            {
                latest = Math.Max(latest, cell.Stamp.Time);
            }

            latest = Math.Max(latest, state.HyperLogLog?.Stamp.Time ?? 0);
        }

        return latest;
    }

    private static IEnumerable<Cell> CellsOf(KeyState state) => (state.Text is { } text ? [text] : Enumerable.Empty<Cell>())
        .Concat(state.Hash?.Cells.Values ?? Enumerable.Empty<Cell>())
        .Concat(state.Set?.Cells.Values ?? Enumerable.Empty<Cell>())
        .Concat(state.SortedSet?.Cells.Values ?? Enumerable.Empty<Cell>());
}
