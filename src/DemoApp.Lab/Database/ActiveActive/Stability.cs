namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Forgets what nobody can ask for any more, and ends keys whose time is over. It looks only at cells and keys that have something to
/// forget.
/// </summary>
internal sealed class Stability(KeyStore store, Peers peers, Author author)
{
    /// <summary>How long a peer's clock may be behind: a key is ended only when every peer has spoken that long after its time.</summary>
    private const long ClockSkewMilliseconds = 1000;

    public void Collect(long now)
    {
        for (var left = store.SuspectCells.Count; left > 0; left--)
        {
            var (key, part, element) = store.SuspectCells.Dequeue();
            if (store.Find(key) is { } state && state.Find(part, element) is { } cell)
            {
                Collect(state, part, element, cell);
            }
        }

        for (var left = store.SuspectKeys.Count; left > 0; left--)
        {
            if (store.Find(store.SuspectKeys.Dequeue()) is { } state)
            {
                Collect(state, now);
            }
        }
    }

    private void Collect(KeyState state, Part part, byte[] element, Cell cell)
    {
        cell.IsSuspect = false;
        for (var i = cell.Runs.Length - 1; i >= 0; i--)
        {
            var run = cell.Runs[i];
            if (!run.IsLive && peers.IsSettled(run.Base.By, run.Key.Start.Replica))
            {
                cell.RemoveRun(run.Key);
            }
        }

        store.Suspect(state, part, element, cell);
        state.Trim(part, element);
        Keep(state);
    }

    private void Collect(KeyState state, long now)
    {
        state.IsSuspect = false;
        if (state.Removed is { } removed &&
            removed.Entries.ToArray().All(entry => store.Context.Contiguous[entry.Replica] >= entry.Sequence))
        {
            state.Removed = null;
        }

        if (state.HyperLogLog is { } registers)
        {
            registers.Forget(peers.IsSettled);
            state.TrimPart(Part.HyperLogLog);
        }

        if (state.Expiry.Length > 0 && IsOver(state, now) && IsMine(state))
        {
            author.End(state);
            return;
        }

        Keep(state);
    }

    /// <summary>Nothing is left but its expiry, or its time has passed for everyone; and no one can have lengthened it unheard.</summary>
    private bool IsOver(KeyState state, long now)
    {
        if (state.LiveParts > 0 && !(state.IsExpired(now) && peers.HeardAllSince(state.ExpireAt + ClockSkewMilliseconds)))
        {
            return false;
        }

        return state.Expiry.All(entry => peers.IsSettled(entry.Dot));
    }

    /// <summary>One site ends a key: the one that said when, or when that one is no more, the first by name.</summary>
    private bool IsMine(KeyState state)
    {
        var self = author.Replica.Self.Site;
        var owner = state.Expiry.Min(entry => entry.Dot).Replica.Site;
        return owner == self || (!peers.Sites.Contains(owner) && peers.Sites.All(site => string.CompareOrdinal(self, site) < 0));
    }

    private void Keep(KeyState state)
    {
        var version = state.Version;
        store.Settle(state);

        // What was forgotten could not be seen: WATCH need not know.
        state.Version = version;
    }
}
