namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Removes entries from a whole key.</summary>
internal static class KeySweep
{
    private static readonly Part[] WithElements = [Part.Hash, Part.Set, Part.SortedSet];

    /// <summary>Removes all entries of the key, and its expiries, whose dots are meant.</summary>
    public static void Remove(KeyState state, Func<Dot, bool> meant, KeyEdit edit)
    {
        if (state.Text is { } text && Remove(text, meant))
        {
            edit.Touch(Part.Text, []);
            state.Trim(Part.Text, []);
        }

        foreach (var part in WithElements)
        {
            if (state.ElementsOf(part) is { } elements)
            {
                Remove(state, part, elements, meant, edit);
            }
        }

        if (state.Expiry.Length > 0)
        {
            state.Expiry = [.. state.Expiry.Where(entry => !meant(entry.Dot))];
        }
    }

    /// <summary>Keeps the count of visible elements.</summary>
    public static void Count(KeyState state, Part part, bool was, bool isNow)
    {
        if (was != isNow && state.ElementsOf(part) is { } elements)
        {
            elements.Live += isNow ? 1 : -1;
        }
    }

    private static void Remove(KeyState state, Part part, Elements elements, Func<Dot, bool> meant, KeyEdit edit)
    {
        foreach (var (element, cell) in elements.Cells)
        {
            var was = cell.IsLive;
            if (!Remove(cell, meant))
            {
                continue;
            }

            Count(state, part, was, cell.IsLive);
            edit.Touch(part, element);
            if (cell.IsEmpty)
            {
                // The dictionary allows removal while it is walked.
                elements.Remove(element);
            }
        }

        state.TrimPart(part);
    }

    private static bool Remove(Cell cell, Func<Dot, bool> meant)
    {
        var removed = false;
        for (var i = cell.EntryCount - 1; i >= 0; i--)
        {
            if (meant(cell.EntryAt(i).Dot))
            {
                cell.RemoveAt(i);
                removed = true;
            }
        }

        return removed;
    }
}
