namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The keys of a replica, with what belongs to all of them: the dots seen, the removals to come, the cells to look at again.
/// </summary>
internal sealed class KeyStore
{
    private readonly Dictionary<byte[], KeyState> keys;
    private readonly Dictionary<byte[], KeyState>.AlternateLookup<ReadOnlySpan<byte>> bySpan;
    private long version;

    public KeyStore()
    {
        keys = new Dictionary<byte[], KeyState>(ByteKeys.Instance);
        bySpan = keys.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public Dictionary<byte[], KeyState> Keys => keys;

    public DotContext Context { get; } = new();

    public PendingRemovals Pending { get; set; } = new();

    /// <summary>Cells with runs that count no more.</summary>
    public Queue<(byte[] Key, Part Part, byte[] Element)> SuspectCells { get; } = new();

    /// <summary>Keys with an expiry, with a removal to come, or with DELs of a HyperLogLog.</summary>
    public Queue<byte[]> SuspectKeys { get; } = new();

    public KeyState? Find(ReadOnlySpan<byte> key) => bySpan.TryGetValue(key, out var state) ? state : null;

    public KeyState GetOrAdd(byte[] key)
    {
        if (!keys.TryGetValue(key, out var state))
        {
            keys[key] = state = new KeyState(key);
        }

        return state;
    }

    /// <summary>To be called after each change of a key.</summary>
    public void Settle(KeyState state)
    {
        state.Version = ++version;
        if (state.IsEmpty)
        {
            keys.Remove(state.Key);
        }
        else if (!state.IsSuspect &&
            (state.Expiry.Length > 0 || state.Removed is not null || state.HyperLogLog is { Deletions.Entries.Length: > 0 }))
        {
            state.IsSuspect = true;
            SuspectKeys.Enqueue(state.Key);
        }
    }

    public void Suspect(KeyState state, Part part, byte[] element, Cell cell)
    {
        if (!cell.IsSuspect && cell.HasDeadRun)
        {
            cell.IsSuspect = true;
            SuspectCells.Enqueue((state.Key, part, element));
        }
    }
}
