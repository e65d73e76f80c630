namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>The fields or members of a key. Cells of removed elements stay only while they hold runs that may not be forgotten.</summary>
internal sealed class Elements
{
    private readonly Dictionary<byte[], Cell> cells;
    private readonly Dictionary<byte[], Cell>.AlternateLookup<ReadOnlySpan<byte>> bySpan;

    public Elements()
        : this(new Dictionary<byte[], Cell>(ByteKeys.Instance))
    {
    }

    private Elements(Dictionary<byte[], Cell> cells)
    {
        this.cells = cells;
        bySpan = cells.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    public Dictionary<byte[], Cell> Cells => cells;

    public int Count => cells.Count;

    /// <summary>How many elements are visible.</summary>
    public int Live { get; set; }

    public Cell? Find(ReadOnlySpan<byte> element) => bySpan.TryGetValue(element, out var cell) ? cell : null;

    public Cell GetOrAdd(byte[] element)
    {
        if (!cells.TryGetValue(element, out var cell))
        {
            cells[element] = cell = new Cell();
        }

        return cell;
    }

    public void Remove(byte[] element) => cells.Remove(element);

    public Elements Clone()
    {
        var copy = new Dictionary<byte[], Cell>(cells.Count, ByteKeys.Instance);
        foreach (var (element, cell) in cells)
        {
            copy.Add(element, cell.Clone());
        }

        return new Elements(copy) { Live = Live };
    }
}
