namespace DemoApp.Lab.Tests.Golden;

/// <summary>Recordings from which the lab differs on purpose: <c>name: reason</c>, a line each, in tests/golden/differences.txt.</summary>
internal static class KnownDifferences
{
    public static IReadOnlyDictionary<string, string> All { get; } = File.ReadLines(Path.Combine(GoldenCase.Folder, "differences.txt"))
        .Where(line => line.Length > 0 && !line.StartsWith('#'))
        .Select(line => line.Split(": ", 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);
}
