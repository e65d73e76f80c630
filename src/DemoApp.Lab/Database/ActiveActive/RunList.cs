namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Runs of increments, sorted by key, so that sums of doubles are the same everywhere. Most cells have none.</summary>
internal struct RunList
{
    private Run[]? runs;

    public readonly ReadOnlySpan<Run> All => runs;

    public readonly bool IsEmpty => runs is null;

    public readonly bool HasLive => Any(isLive: true);

    public readonly bool HasDead => Any(isLive: false);

    /// <summary>The latest of those that are live.</summary>
    public readonly Stamp Latest(Stamp latest)
    {
        foreach (ref readonly var run in All)
        {
            if (run.IsLive && run.Stamp.CompareTo(latest) > 0)
            {
                latest = run.Stamp;
            }
        }

        return latest;
    }

    /// <summary>The live runs as they stand: what a removal has seen.</summary>
    public readonly RunReset[] Resets()
    {
        if (!HasLive)
        {
            return [];
        }

        var resets = new List<RunReset>(All.Length);
        foreach (ref readonly var run in All)
        {
            if (run.IsLive)
            {
                resets.Add(new RunReset(run.Key, run.Last, run.Bits));
            }
        }

        return [.. resets];
    }

    public readonly Run? Find(RunKey key) => IndexOf(key) is var at and >= 0 ? runs![at] : null;

    /// <summary>The run with this owner that increments go on with; null when there is none.</summary>
    public readonly Run? Own(ReplicaId owner, bool isDouble)
    {
        Run? found = null;
        foreach (ref readonly var run in All)
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
    public ref Run GetOrAdd(RunKey key)
    {
        var at = IndexOf(key);
        if (at < 0)
        {
            at = ~at;
            runs = [.. All[..at], new Run(key), .. All[at..]];
        }

        return ref runs![at];
    }

    public void Remove(RunKey key)
    {
        if (IndexOf(key) is var at and >= 0)
        {
            runs = runs!.Length == 1 ? null : [.. All[..at], .. All[(at + 1)..]];
        }
    }

    public readonly RunList Clone() => new() { runs = runs is null ? null : [.. runs] };

    private readonly bool Any(bool isLive)
    {
        foreach (ref readonly var run in All)
        {
            if (run.IsLive == isLive)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where it is, or the complement of where it belongs.</summary>
    private readonly int IndexOf(RunKey key)
    {
        for (var i = 0; i < All.Length; i++)
        {
            if (All[i].Key == key)
            {
                return i;
            }

            if (key.CompareTo(All[i].Key) < 0)
            {
                return ~i;
            }
        }

        return ~All.Length;
    }
}
