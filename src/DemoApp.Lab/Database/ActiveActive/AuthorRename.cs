namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>RENAME: what can be seen under one name is written under the other, as it stands, and removed under the first.</summary>
internal static class AuthorRename
{
    public static void Rename(this Author author, byte[] from, byte[] to)
    {
        if (from.AsSpan().SequenceEqual(to) || author.Open(from) is not { LiveParts: > 0 } state)
        {
            return;
        }

        var part = Visible.PartOf(state, author.Replica.Clock.Now);
        var expiry = state.ExpireAt == ExpiryChange.Never ? ExpiryWrite.Clear : ExpiryWrite.Until(state.ExpireAt);
        if (part == Part.HyperLogLog)
        {
            var registers = state.HyperLogLog!.Registers!;
            var raised = Enumerable.Range(0, registers.Length).Where(i => registers[i] > 0).Select(i => ((ushort)i, registers[i]));
            author.Raise(to, [.. raised], expiry, replaces: true);
        }
        else
        {
            author.Replace(part, to, Contents(state, part), expiry);
        }

        author.End(state);
    }

    private static CellWrite[] Contents(KeyState state, Part part) => part == Part.Text
        ? [new CellWrite([], CellValue.Text(state.Text!))]
        : [.. state.ElementsOf(part)!.Cells.Where(cell => cell.Value.IsLive).Select(cell => Copy(part, cell.Key, cell.Value))];

    private static CellWrite Copy(Part part, byte[] element, Cell cell) => part switch
    {
        Part.Hash => new CellWrite(element, CellValue.Text(cell)),
        Part.SortedSet => new CellWrite(element, null, CellValue.Score(cell)),
        _ => new CellWrite(element),
    };
}
