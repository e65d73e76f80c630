namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Per replica the sequence up to which all is meant. A handful of entries, so a list is the quickest form.</summary>
internal sealed class VersionVector
{
    private (ReplicaId Replica, long Sequence)[] entries = [];

    public ReadOnlySpan<(ReplicaId Replica, long Sequence)> Entries => entries;

    public long this[ReplicaId replica]
    {
        get
        {
            foreach (var entry in entries)
            {
                if (entry.Replica == replica)
                {
                    return entry.Sequence;
                }
            }

            return 0;
        }
    }

    public bool Contains(Dot dot) => dot.Sequence <= this[dot.Replica];

    /// <summary>Raises the entry; a lower sequence than it has changes nothing.</summary>
    public void Raise(ReplicaId replica, long sequence)
    {
        for (var i = 0; i < entries.Length; i++)
        {
            if (entries[i].Replica == replica)
            {
                entries[i].Sequence = Math.Max(entries[i].Sequence, sequence);
                return;
            }
        }

        if (sequence > 0)
        {
            entries = [.. entries, (replica, sequence)];
        }
    }

    public void Join(VersionVector other)
    {
        foreach (var (replica, sequence) in other.entries)
        {
            Raise(replica, sequence);
        }
    }

    public VersionVector Clone() => new() { entries = [.. entries] };
}
