namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Registers, and the DELs they have outlived (per replica the last). Registers whose authors did not know one of those DELs are gone.
/// </summary>
internal sealed class HyperLogLogState
{
    public const int RegisterCount = 16384;

    public VersionVector Deletions { get; private set; } = new();

    /// <summary>Null when there are none: deleted, or never written.</summary>
    public byte[]? Registers { get; private set; }

    public Stamp Stamp { get; private set; }

    /// <summary>Per replica the last effect that is in the registers.</summary>
    public VersionVector Added { get; private set; } = new();

    public bool IsEmpty => Registers is null && Deletions.Entries.Length == 0;

    /// <summary>Takes a DEL into account.</summary>
    public bool Delete(Dot dot)
    {
        if (Deletions.Contains(dot))
        {
            return false;
        }

        Deletions.Raise(dot.Replica, dot.Sequence);
        Registers = null;
        Stamp = default;
        Added = new VersionVector();
        return true;
    }

    /// <summary>Raises registers by an effect, given what this replica has.</summary>
    public bool Apply(HyperLogLogChange change, Dot dot, Stamp stamp, DotContext context)
    {
        var changed = Outlive(change.Deletions, dot => context.Contains(dot));
        foreach (var (replica, sequence) in Deletions.Entries)
        {
            if (change.Deletions[replica] < sequence && change.Seen[replica] < sequence)
            {
                return changed;
            }
        }

        Registers ??= new byte[RegisterCount];
        foreach (var (index, value) in change.Registers)
        {
            Registers[index] = Math.Max(Registers[index], value);
        }

        Added.Raise(dot.Replica, dot.Sequence);

        Stamp = stamp.CompareTo(Stamp) > 0 ? stamp : Stamp;
        return true;
    }

    /// <summary>Joins with the state of another replica.</summary>
    public bool Join(HyperLogLogState other, DotContext context, DotContext otherContext)
    {
        // All seen already, they are in the registers here, or were deleted by a DEL that may be forgotten here and unknown there.
        var theirsOutlive = !IsWithin(other.Added, context.Contiguous);
        foreach (var (replica, sequence) in Deletions.Entries)
        {
            theirsOutlive &= other.Deletions[replica] >= sequence || otherContext.Contains(new Dot(replica, sequence));
        }

        var changed = Outlive(other.Deletions, context.Contains);
        if (!theirsOutlive || other.Registers is null)
        {
            return changed;
        }

        Registers ??= new byte[RegisterCount];
        for (var i = 0; i < RegisterCount; i++)
        {
            Registers[i] = Math.Max(Registers[i], other.Registers[i]);
        }

        Added.Join(other.Added);

        Stamp = other.Stamp.CompareTo(Stamp) > 0 ? other.Stamp : Stamp;
        return true;
    }

    /// <summary>Forgets DELs that everyone has seen.</summary>
    public bool Forget(Func<Dot, bool> settled)
    {
        var kept = new VersionVector();
        foreach (var (replica, sequence) in Deletions.Entries)
        {
            if (!settled(new Dot(replica, sequence)))
            {
                kept.Raise(replica, sequence);
            }
        }

        var changed = kept.Entries.Length != Deletions.Entries.Length;
        Deletions = kept;
        return changed;
    }

    public void Restore(VersionVector deletions, VersionVector added, byte[]? registers, Stamp stamp) =>
        (Deletions, Added, Registers, Stamp) = (deletions, added, registers, stamp);

    public HyperLogLogState Clone() =>
        new() { Deletions = Deletions.Clone(), Added = Added.Clone(), Registers = (byte[]?)Registers?.Clone(), Stamp = Stamp };

    private static bool IsWithin(VersionVector added, VersionVector seen)
    {
        foreach (var (replica, sequence) in added.Entries)
        {
            if (seen[replica] < sequence)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Drops the registers when the others name a DEL that was not known here.</summary>
    private bool Outlive(VersionVector deletions, Func<Dot, bool> known)
    {
        var changed = false;
        foreach (var (replica, sequence) in deletions.Entries)
        {
            var dot = new Dot(replica, sequence);
            if (Deletions.Contains(dot))
            {
                continue;
            }

            // One that was applied here and is not remembered was forgotten after the registers had outlived it.
            if (known(dot))
            {
                continue;
            }

            changed |= Delete(dot);
        }

        return changed;
    }
}
