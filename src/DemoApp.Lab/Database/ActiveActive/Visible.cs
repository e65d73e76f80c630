namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Which part of a key is seen, as a function of the state and the time alone.</summary>
internal static class Visible
{
    private static readonly Part[] Contents = [Part.Text, Part.Hash, Part.Set, Part.SortedSet, Part.HyperLogLog];

    /// <summary>The live part with the latest stamp; <see cref="Part.None"/> when the key cannot be seen.</summary>
    public static Part PartOf(KeyState? state, long now)
    {
        if (state is null || state.IsExpired(now))
        {
            return Part.None;
        }

        if (state.IsTextOnly)
        {
            return state.IsLive(Part.Text) ? Part.Text : Part.None;
        }

        var seen = Part.None;
        var count = 0;
        foreach (var part in Contents)
        {
            if (state.IsLive(part))
            {
                seen = part;
                count++;
            }
        }

        return count < 2 ? seen : Latest(state);
    }

    /// <summary>Concurrent writes of different types: rare, so it may look at every element.</summary>
    private static Part Latest(KeyState state)
    {
        var seen = Part.None;
        Stamp latest = default;
        foreach (var part in Contents)
        {
            if (state.IsLive(part) && StampOf(state, part) is var stamp && (seen == Part.None || stamp.CompareTo(latest) > 0))
            {
                (seen, latest) = (part, stamp);
            }
        }

        return seen;
    }

    private static Stamp StampOf(KeyState state, Part part)
    {
        switch (part)
        {
            case Part.Text:
                return state.Text!.Stamp;
            case Part.HyperLogLog:
                return state.HyperLogLog!.Stamp;
        }

        Stamp latest = default;
        foreach (var cell in state.ElementsOf(part)!.Cells.Values)
        {
            if (cell.Stamp is var stamp && stamp.CompareTo(latest) > 0)
            {
                latest = stamp;
            }
        }

        return latest;
    }
}
