namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The concurrent entries of a register. One is by far the most frequent, so it takes no array.</summary>
internal struct EntryList
{
    private Entry first;
    private Entry[]? others;

    public readonly int Count => first.Dot.IsNone ? 0 : 1 + (others?.Length ?? 0);

    /// <summary>The entry that is seen: the latest.</summary>
    public readonly Entry? Shown
    {
        get
        {
            if (first.Dot.IsNone)
            {
                return null;
            }

            var shown = first;
            foreach (ref readonly var entry in others.AsSpan())
            {
                if (entry.Stamp.CompareTo(shown.Stamp) > 0)
                {
                    shown = entry;
                }
            }

            return shown;
        }
    }

    public readonly Entry At(int index) => index == 0 ? first : others![index - 1];

    public readonly Dot[] Dots()
    {
        var dots = Count == 0 ? [] : new Dot[Count];
        for (var i = 0; i < dots.Length; i++)
        {
            dots[i] = At(i).Dot;
        }

        return dots;
    }

    /// <summary>Negative: it is not here.</summary>
    public readonly int IndexOf(Dot dot)
    {
        for (var i = Count - 1; i >= 0; i--)
        {
            if (At(i).Dot == dot)
            {
                return i;
            }
        }

        return -1;
    }

    public void Add(in Entry entry)
    {
        if (first.Dot.IsNone)
        {
            first = entry;
        }
        else
        {
            others = [.. others ?? [], entry];
        }
    }

    public void RemoveAt(int index)
    {
        if (others is not { Length: > 0 })
        {
            first = default;
            return;
        }

        if (index == 0)
        {
            first = others[0];
            index = 1;
        }

        others = others.Length == 1 ? null : [.. others[..(index - 1)], .. others[index..]];
    }

    public readonly EntryList Clone() => new() { first = first, others = others is null ? null : [.. others] };
}
