namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>Counts what is kept beyond what can be seen.</summary>
internal static class Metadata
{
    private static readonly Part[] WithElements = [Part.Hash, Part.Set, Part.SortedSet];

    public static int Count(KeyStore store) =>
        store.Pending.Count + store.SuspectCells.Count + store.SuspectKeys.Count + store.Keys.Values.Sum(Count);

    private static int Count(KeyState state) =>
        1 + state.Expiry.Length + (state.Removed is null ? 0 : 1) + (state.HyperLogLog is null ? 0 : 1) + Count(state.Text) +
        WithElements.Sum(part => state.ElementsOf(part)?.Cells.Values.Sum(Count) ?? 0);

    private static int Count(Cell? cell) => cell is null ? 0 : 1 + cell.EntryCount + cell.Runs.Length;
}
