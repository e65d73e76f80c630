namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// A text, a field or a member: a register that keeps all concurrent entries and shows the latest, and runs of increments that add up.
/// One entry and no run is by far the most frequent, so it takes no array.
/// </summary>
internal sealed class Cell
{
    private Entry first;
    private Entry[] others = [];
    private Run[] runs = [];

    /// <summary>True while it waits to be looked at by <see cref="Stability"/>.</summary>
    public bool IsSuspect { get; set; }

    public int EntryCount => first.Dot.IsNone ? 0 : 1 + others.Length;

    /// <summary>Sorted by key, so that sums of doubles are the same everywhere.</summary>
    public ReadOnlySpan<Run> Runs => runs;

    public bool IsEmpty => first.Dot.IsNone && runs.Length == 0;

    public bool IsLive => !first.Dot.IsNone || HasLiveRun;

    public bool HasLiveRun
    {
        get
        {
            foreach (ref readonly var run in runs.AsSpan())
            {
                if (run.IsLive)
                {
                    return true;
                }
            }

            return false;
        }
    }

    public bool HasDeadRun
    {
        get
        {
            foreach (ref readonly var run in runs.AsSpan())
            {
                if (!run.IsLive)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>The latest of all that is live: decides between parts of different types.</summary>
    public Stamp Stamp
    {
        get
        {
            var latest = Shown is { } shown ? shown.Stamp : default;
            foreach (ref readonly var run in runs.AsSpan())
            {
                if (run.IsLive && run.Stamp.CompareTo(latest) > 0)
                {
                    latest = run.Stamp;
                }
            }

            return latest;
        }
    }

    /// <summary>The entry that is seen: the latest.</summary>
    public Entry? Shown
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

    public Entry EntryAt(int index) => index == 0 ? first : others[index - 1];

    public Dot[] Dots()
    {
        if (first.Dot.IsNone)
        {
            return [];
        }

        var dots = new Dot[1 + others.Length];
        for (var i = 0; i < dots.Length; i++)
        {
            dots[i] = EntryAt(i).Dot;
        }

        return dots;
    }

    /// <summary>The live runs as they stand: what a removal has seen.</summary>
    public RunReset[] Resets()
    {
        if (!HasLiveRun)
        {
            return [];
        }

        var resets = new List<RunReset>(runs.Length);
        foreach (ref readonly var run in runs.AsSpan())
        {
            if (run.IsLive)
            {
                resets.Add(new RunReset(run.Key, run.Last, run.Bits));
            }
        }

        return [.. resets];
    }

    public bool Has(Dot dot)
    {
        for (var i = 0; i < EntryCount; i++)
        {
            if (EntryAt(i).Dot == dot)
            {
                return true;
            }
        }

        return false;
    }

    public void Add(in Entry entry)
    {
        if (first.Dot.IsNone)
        {
            first = entry;
        }
        else
        {
            others = [.. others, entry];
        }
    }

    public bool Remove(Dot dot)
    {
        for (var i = 0; i < EntryCount; i++)
        {
            if (EntryAt(i).Dot == dot)
            {
                RemoveAt(i);
                return true;
            }
        }

        return false;
    }

    public void RemoveAt(int index)
    {
        if (index > 0)
        {
            others = [.. others[..(index - 1)], .. others[index..]];
        }
        else if (others.Length > 0)
        {
            first = others[0];
            others = others[1..];
        }
        else
        {
            first = default;
        }
    }

    /// <summary>The run of this name, or null.</summary>
    public Run? Find(RunKey key) => IndexOf(key) is var at and >= 0 ? runs[at] : null;

    /// <summary>The run with this owner that increments go on with; null when there is none.</summary>
    public Run? Own(ReplicaId owner, bool isDouble)
    {
        Run? found = null;
        foreach (ref readonly var run in runs.AsSpan())
        {
            // A dead run of doubles is not gone on with: a difference of great totals would be inexact for ever.
            if (run.Key.Start.Replica == owner && run.Key.IsDouble == isDouble && run.Last > 0 && (run.IsLive || !isDouble))
            {
                found = run;
            }
        }

        return found;
    }

    /// <summary>The run of this name, made when it is not there. The reference is good until the next run is added.</summary>
    public ref Run RunOf(RunKey key)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            at = ~at;
            runs = [.. runs[..at], new Run(key), .. runs[at..]];
        }

        return ref runs[at];
    }

    public void RemoveRun(RunKey key)
    {
        if (IndexOf(key) is var at and >= 0)
        {
            runs = runs.Length == 1 ? [] : [.. runs[..at], .. runs[(at + 1)..]];
        }
    }

    public Cell Clone() => new() { first = first, others = [.. others], runs = [.. runs] };

    /// <summary>Where it is, or the complement of where it belongs.</summary>
    private int IndexOf(RunKey key)
    {
        for (var i = 0; i < runs.Length; i++)
        {
            if (runs[i].Key == key)
            {
                return i;
            }

            if (key.CompareTo(runs[i].Key) < 0)
            {
                return ~i;
            }
        }

        return ~runs.Length;
    }
}
