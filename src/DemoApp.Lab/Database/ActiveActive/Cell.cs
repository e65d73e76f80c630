namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>
/// A text, a field or a member: a register that keeps all concurrent entries and shows the latest, and runs of increments that add up.
/// </summary>
internal sealed class Cell
{
    private EntryList entries;
    private RunList runs;

    /// <summary>True while it waits to be looked at by <see cref="Stability"/>.</summary>
    public bool IsSuspect { get; set; }

    public int EntryCount => entries.Count;

    /// <summary>Sorted by key.</summary>
    public ReadOnlySpan<Run> Runs => runs.All;

    public bool IsEmpty => entries.Count == 0 && runs.IsEmpty;

    public bool IsLive => entries.Count > 0 || runs.HasLive;

    public bool HasLiveRun => runs.HasLive;

    public bool HasDeadRun => runs.HasDead;

    /// <summary>The latest of all that is live: decides between parts of different types.</summary>
    public Stamp Stamp => runs.Latest(entries.Shown?.Stamp ?? default);

    /// <inheritdoc cref="EntryList.Shown"/>
    public Entry? Shown => entries.Shown;

    public Entry EntryAt(int index) => entries.At(index);

    public Dot[] Dots() => entries.Dots();

    /// <inheritdoc cref="RunList.Resets"/>
    public RunReset[] Resets() => runs.Resets();

    public bool Has(Dot dot) => entries.IndexOf(dot) >= 0;

    public void Add(in Entry entry) => entries.Add(entry);

    public bool Remove(Dot dot)
    {
        if (entries.IndexOf(dot) is var at and >= 0)
        {
            entries.RemoveAt(at);
            return true;
        }

        return false;
    }

    public void RemoveAt(int index) => entries.RemoveAt(index);

    /// <summary>The run of this name, or null.</summary>
    public Run? Find(RunKey key) => runs.Find(key);

    /// <inheritdoc cref="RunList.Own"/>
    public Run? Own(ReplicaId owner, bool isDouble) => runs.Own(owner, isDouble);

    /// <inheritdoc cref="RunList.GetOrAdd"/>
    public ref Run RunOf(RunKey key) => ref runs.GetOrAdd(key);

    public void RemoveRun(RunKey key) => runs.Remove(key);

    public Cell Clone() => new() { entries = entries.Clone(), runs = runs.Clone() };
}
