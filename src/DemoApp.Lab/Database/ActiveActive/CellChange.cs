namespace DemoApp.Lab.Database.ActiveActive;

/// <summary>A change of one text, field or member: what was seen is removed, then written or added to.</summary>
internal sealed class CellChange
{
    /// <summary>Field or member; empty for the text of a key.</summary>
    public required byte[] Element { get; init; }

    /// <summary>Entries that were seen and go.</summary>
    public Dot[] Removed { get; init; } = [];

    /// <summary>Runs of increments that were seen and count no more, up to where they were seen.</summary>
    public RunReset[] Resets { get; init; } = [];

    /// <summary>True when an entry is written, with <see cref="Content"/>.</summary>
    public bool Writes { get; init; }

    public Content Content { get; init; }

    public Increment? Increment { get; init; }
}
