namespace DemoApp.Lab.Database.Files;

/// <summary>What is wrong with the files of a volume; the rest was read.</summary>
/// <param name="Missing">Files that must have been there.</param>
/// <param name="Damaged">Files with places that cannot be read.</param>
internal sealed record VolumeReport(IReadOnlyList<string> Missing, IReadOnlyList<string> Damaged)
{
    public bool IsWhole => Missing.Count + Damaged.Count == 0;

    public override string ToString() =>
        string.Join("; ", new[] { Part("missing-files", Missing), Part("damaged", Damaged) }.OfType<string>());

    private static string? Part(string what, IReadOnlyList<string> files) =>
        files.Count == 0 ? null : $"{what}: {string.Join(", ", files)}";
}
