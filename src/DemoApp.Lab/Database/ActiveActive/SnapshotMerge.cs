namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// The join of a replica's state with a snapshot. What one side has seen and does not hold was removed there; what it has not seen is new.
/// </summary>
internal sealed class SnapshotMerge(KeyStore store, Snapshot theirs)
{
    private static readonly Part[] WithElements = [Part.Hash, Part.Set, Part.SortedSet];
    private static readonly Cell NoCell = new();

    public void Run(IView view, long now, KeyEdit edit)
    {
        foreach (var (dot, removal) in theirs.Pending.All)
        {
            if (!store.Context.Contains(dot))
            {
                store.Pending.Add(dot, removal);
            }
        }

        // A key that ends is taken out of the dictionary, which allows it; new ones come after.
        foreach (var mine in store.Keys.Values)
        {
            Join(mine, theirs.Keys.GetValueOrDefault(mine.Key), view, now, edit);
        }

        foreach (var (key, state) in theirs.Keys)
        {
            if (store.Find(key) is null)
            {
                Join(new KeyState(key), state, view, now, edit);
            }
        }

        store.Context.Join(theirs.Context);
        store.Pending.Forget(store.Context);
    }

    private void Join(KeyState mine, KeyState? other, IView view, long now, KeyEdit edit)
    {
        edit.Begin(mine, now);
        var changed = JoinText(mine, other?.Text, edit);
        foreach (var part in WithElements)
        {
            changed |= JoinElements(mine, part, other?.ElementsOf(part), edit);
        }

        changed |= JoinExpiry(mine, other?.Expiry ?? []);
        if (other?.HyperLogLog is { } registers)
        {
            mine.HyperLogLog ??= new HyperLogLogState();
            mine.HyperLogLog.Join(registers, store.Context, theirs.Context);
            edit.Touch(Part.HyperLogLog, []);
            mine.TrimPart(Part.HyperLogLog);
            changed = true;
        }

        if (other?.Removed is { } removed)
        {
            (mine.Removed ??= new VersionVector()).Join(removed);
            changed = true;
        }

        if (changed)
        {
            store.Keys.TryAdd(mine.Key, mine);
            store.Settle(mine);
            edit.Finish(view);
        }
    }

    private bool JoinText(KeyState mine, Cell? other, KeyEdit edit)
    {
        if (mine.Text is null && other is null)
        {
            return false;
        }

        return JoinCell(mine, other, Part.Text, [], edit);
    }

    private bool JoinElements(KeyState mine, Part part, Elements? other, KeyEdit edit)
    {
        var changed = false;
        if (mine.ElementsOf(part) is { } elements)
        {
            foreach (var (element, _) in elements.Cells)
            {
                changed |= JoinCell(mine, other?.Find(element), part, element, edit);
            }
        }

        foreach (var (element, cell) in other?.Cells ?? [])
        {
            if (mine.Find(part, element) is null)
            {
                changed |= JoinCell(mine, cell, part, element, edit);
            }
        }

        return changed;
    }

    private bool JoinCell(KeyState mine, Cell? other, Part part, byte[] element, KeyEdit edit)
    {
        other ??= NoCell;
        var cell = mine.Find(part, element) ?? new Cell();
        var was = cell.IsLive;
        if (!(JoinEntries(mine, cell, other, part, element) | JoinRuns(cell, other)))
        {
            return false;
        }

        if (!cell.IsEmpty)
        {
            mine.Put(part, element, cell);
        }

        store.Suspect(mine, part, element, cell);
        KeySweep.Count(mine, part, was, cell.IsLive);
        edit.Touch(part, element);
        mine.Trim(part, element);
        return true;
    }

    private bool JoinEntries(KeyState mine, Cell cell, Cell other, Part part, byte[] element)
    {
        var changed = false;
        for (var i = cell.EntryCount - 1; i >= 0; i--)
        {
            if (GoneThere(mine.Key, cell.EntryAt(i).Dot, part, element, other))
            {
                cell.RemoveAt(i);
                changed = true;
            }
        }

        for (var i = 0; i < other.EntryCount; i++)
        {
            var entry = other.EntryAt(i);
            if (!cell.Has(entry.Dot) && !GoneHere(mine, entry.Dot, part, element))
            {
                cell.Add(entry);
                changed = true;
            }
        }

        return changed;
    }

    private bool JoinRuns(Cell cell, Cell other)
    {
        var changed = false;
        for (var i = cell.Runs.Length - 1; i >= 0; i--)
        {
            var run = cell.Runs[i];
            if (other.Find(run.Key) is null && theirs.Context.Contains(run.Marker))
            {
                cell.RemoveRun(run.Key);
                changed = true;
            }
        }

        foreach (ref readonly var run in other.Runs)
        {
            if (cell.Find(run.Key) is not null || !store.Context.Contains(run.Marker))
            {
                changed |= cell.RunOf(run.Key).Join(run);
            }
        }

        return changed;
    }

    private bool JoinExpiry(KeyState mine, ExpiryEntry[] other)
    {
        if (mine.Expiry.Length == 0 && other.Length == 0)
        {
            return false;
        }

        var kept = mine.Expiry.Where(entry => other.Contains(entry) || !GoneThere(mine.Key, entry.Dot, Part.Expiry, [], NoCell)).ToList();
        var added = other.Where(entry => !mine.Expiry.Contains(entry) && !GoneHere(mine, entry.Dot, Part.Expiry, [])).ToList();
        if (added.Count == 0 && kept.Count == mine.Expiry.Length)
        {
            return false;
        }

        mine.Expiry = [.. kept, .. added];
        return true;
    }

    private bool GoneThere(byte[] key, Dot dot, Part part, byte[] element, Cell other) =>
        theirs.Context.Contains(dot)
            ? !other.Has(dot)
            : theirs.Pending.Covers(dot, key, part, element) || theirs.Keys.GetValueOrDefault(key)?.Removed?.Contains(dot) == true;

    private bool GoneHere(KeyState mine, Dot dot, Part part, byte[] element) =>
        store.Context.Contains(dot) || mine.Removed?.Contains(dot) == true || store.Pending.Covers(dot, mine.Key, part, element);
}
