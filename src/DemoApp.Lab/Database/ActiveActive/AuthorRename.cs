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

    private static CellWrite[] Contents(KeyState state, Part part) => part switch
    {
        Part.Text => [new CellWrite([], CellValue.Text(state.Text!))],
        Part.Hash => [.. state.Hash!.Cells.Where(cell => cell.Value.IsLive).Select(cell => new CellWrite(cell.Key, CellValue.Text(cell.Value)))],
        Part.SortedSet => [.. state.SortedSet!.Cells.Where(cell => cell.Value.IsLive).Select(cell => new CellWrite(cell.Key, null, CellValue.Score(cell.Value)))],
        _ => [.. state.Set!.Cells.Where(cell => cell.Value.IsLive).Select(cell => new CellWrite(cell.Key))],
    };
}
