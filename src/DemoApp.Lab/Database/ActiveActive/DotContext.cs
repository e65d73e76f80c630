namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The effects a replica has: a version vector, and the dots that came early. Invariant: no early dot is within the vector or next to it.
/// </summary>
internal sealed class DotContext
{
    private static readonly HashSet<Dot> None = [];
    private HashSet<Dot>? early;

    public VersionVector Contiguous { get; private init; } = new();

    /// <summary>Dots beyond a gap.</summary>
    public IReadOnlyCollection<Dot> Early => early ?? None;

    public bool Contains(Dot dot) => Contiguous.Contains(dot) || early?.Contains(dot) == true;

    /// <summary>False: it was there already.</summary>
    public bool Add(Dot dot)
    {
        var reached = Contiguous[dot.Replica];
        if (dot.Sequence <= reached)
        {
            return false;
        }

        if (dot.Sequence != reached + 1)
        {
            return (early ??= []).Add(dot);
        }

        Advance(dot.Replica, dot.Sequence);
        return true;
    }

    /// <summary>True when nothing that the other has of the replica is missing here.</summary>
    public bool Covers(DotContext other, ReplicaId replica)
    {
        if (Contiguous[replica] < other.Contiguous[replica])
        {
            return false;
        }

        return other.early is null || other.early.All(dot => dot.Replica != replica || Contains(dot));
    }

    /// <summary>True when nothing of the other is missing here.</summary>
    public bool Covers(DotContext other)
    {
        foreach (var (replica, sequence) in other.Contiguous.Entries)
        {
            // An early dot of ours within the other's vector still leaves the gap before it.
            if (Contiguous[replica] < sequence)
            {
                return false;
            }
        }

        return other.early is null || other.early.All(Contains);
    }

    public void Join(DotContext other)
    {
        Join(other.Contiguous);
        foreach (var dot in other.Early)
        {
            Add(dot);
        }
    }

    public void Join(VersionVector vector)
    {
        foreach (var (replica, sequence) in vector.Entries)
        {
            if (sequence > Contiguous[replica])
            {
                early?.RemoveWhere(dot => dot.Replica == replica && dot.Sequence <= sequence);
                Advance(replica, sequence);
            }
        }
    }

    public DotContext Clone() => new() { Contiguous = Contiguous.Clone(), early = early is { Count: > 0 } ? [.. early] : null };

    private void Advance(ReplicaId replica, long sequence)
    {
        while (early is { Count: > 0 } && early.Remove(new Dot(replica, sequence + 1)))
        {
            sequence++;
        }

        Contiguous.Raise(replica, sequence);
    }
}
