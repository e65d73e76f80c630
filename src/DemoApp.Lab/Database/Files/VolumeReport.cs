namespace DemoApp.Lab.Database.Files;

/// <summary>What is wrong with the files of a volume; the rest was read.</summary>
/// <param name="Missing">Files that must have been there.</param>
/// <param name="Damaged">Files with places that cannot be read.</param>
internal sealed record VolumeReport(IReadOnlyList<string> Missing, IReadOnlyList<string> Damaged)
{
    public static readonly VolumeReport Whole = new([], []);

    public bool IsWhole => Missing.Count + Damaged.Count == 0;

    /// <summary>Other files, of this node or of another, have what these held.</summary>
    public bool IsMadeUpFor { get; init; }

    /// <summary>Something that was acknowledged may be on no volume any more.</summary>
    public bool IsLoss => !IsWhole && !IsMadeUpFor;

    public override string ToString() =>
        string.Join("; ", new[] { Part("missing-files", Missing), Part("damaged", Damaged), MadeUpFor }.OfType<string>());

    private string? MadeUpFor => !IsWhole && IsMadeUpFor ? "other files have what they held" : null;

    private static string? Part(string what, IReadOnlyList<string> files) =>
        files.Count == 0 ? null : $"{what}: {string.Join(", ", files)}";
}
