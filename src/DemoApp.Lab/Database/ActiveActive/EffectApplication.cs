namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// Brings an effect into the state. Every step commutes with every other: entries go by name, whether they have come or are still to come;
/// runs are joined by their greatest; so the order does not matter.
/// </summary>
internal sealed class EffectApplication(KeyStore store)
{
    public void Apply(Effect effect, KeyEdit edit)
    {
        var state = edit.State;
        if (effect.Removal is { } removal)
        {
            Remove(state, removal, effect.Dot, edit);
        }

        foreach (var change in effect.Cells)
        {
            Change(state, effect, change, edit);
        }

        if (effect.Expiry is { } expiry)
        {
            Change(state, effect.Dot, expiry);
        }

        if (effect.HyperLogLog is { } registers)
        {
            state.HyperLogLog ??= new HyperLogLogState();
            state.HyperLogLog.Apply(registers, effect.Dot, effect.Stamp, store.Context);
            edit.Touch(Part.HyperLogLog, []);
            state.TrimPart(Part.HyperLogLog);
        }

        store.Pending.Forget(effect.Dot);
        store.Settle(state);
    }

    private void Change(KeyState state, Effect effect, CellChange change, KeyEdit edit)
    {
        var cell = state.GetOrAdd(effect.Part, change.Element);
        var was = cell.IsLive;
        foreach (var dot in change.Removed)
        {
            if (!cell.Remove(dot) && !store.Context.Contains(dot))
            {
                store.Pending.Add(dot, new PendingRemoval(state.Key, effect.Part, change.Element));
            }
        }

        foreach (var reset in change.Resets)
        {
            cell.RunOf(reset.Run).Rebase(new RunBase(reset.Sequence, reset.Bits, effect.Dot));
        }

        if (change.Increment is { } increment)
        {
            ref var run = ref cell.RunOf(increment.Run);
            run.Raise(effect.Dot.Sequence, increment.Bits, effect.Time);
            run.Rebase(increment.Base);
        }

        if (change.Writes && !IsRemoved(state, effect.Dot, effect.Part, change.Element))
        {
            cell.Add(new Entry(effect.Dot, effect.Time, change.Content));
        }

        store.Suspect(state, effect.Part, change.Element, cell);
        Touched(state, effect.Part, change.Element, cell, was, edit);
    }

    private void Change(KeyState state, Dot dot, ExpiryChange change)
    {
        foreach (var removed in change.Removed)
        {
            if (!store.Context.Contains(removed))
            {
                store.Pending.Add(removed, new PendingRemoval(state.Key, Part.Expiry, []));
            }
        }

        if (change.Removed.Length > 0 && state.Expiry.Length > 0)
        {
            state.Expiry = [.. state.Expiry.Where(entry => !change.Removed.Contains(entry.Dot))];
        }

        if (change.At is { } at && !IsRemoved(state, dot, Part.Expiry, []))
        {
            state.Expiry = [.. state.Expiry, new ExpiryEntry(dot, at)];
        }
    }

    private void Remove(KeyState state, KeyRemoval removal, Dot by, KeyEdit edit)
    {
        foreach (var dot in removal.Beyond)
        {
            if (!store.Context.Contains(dot))
            {
                store.Pending.Add(dot, new PendingRemoval(state.Key, Part.None, []));
            }
        }

        KeySweep.Remove(state, dot => removal.Seen.Contains(dot) || removal.Beyond.Contains(dot), edit);
        foreach (var (part, element, reset) in removal.Resets)
        {
            var cell = state.GetOrAdd(part, element);
            var was = cell.IsLive;
            cell.RunOf(reset.Run).Rebase(new RunBase(reset.Sequence, reset.Bits, by));
            store.Suspect(state, part, element, cell);
            Touched(state, part, element, cell, was, edit);
        }

        if (removal.EndsHyperLogLog)
        {
            (state.HyperLogLog ??= new HyperLogLogState()).Delete(by);
        }

        if (!Covers(store.Context.Contiguous, removal.Seen))
        {
            (state.Removed ??= new VersionVector()).Join(removal.Seen);
        }
    }

    private bool IsRemoved(KeyState state, Dot dot, Part part, byte[] element) =>
        state.Removed?.Contains(dot) == true || store.Pending.Covers(dot, state.Key, part, element);

    private static bool Covers(VersionVector have, VersionVector wanted)
    {
        foreach (var (replica, sequence) in wanted.Entries)
        {
            if (have[replica] < sequence)
            {
                return false;
            }
        }

        return true;
    }

    private static void Touched(KeyState state, Part part, byte[] element, Cell cell, bool was, KeyEdit edit)
    {
        KeySweep.Count(state, part, was, cell.IsLive);
        edit.Touch(part, element);
        if (cell.IsEmpty)
        {
            state.Trim(part, element);
        }
    }
}
