using System.Globalization;

namespace DemoApp.Lab.Database.Files;

/// <summary>The names of a volume's files. A snapshot holds all up to its index; the log of the same number holds what follows.</summary>
internal static class VolumeFiles
{
    private const string SnapshotPrefix = "snapshot-";
    private const string LogPrefix = "log-";
    private const string Unfinished = ".tmp";

    public static string Snapshot(string directory, long index) => Path.Combine(directory, $"{SnapshotPrefix}{index:D16}");

    public static string Log(string directory, long index) => Path.Combine(directory, $"{LogPrefix}{index:D16}");

    public static string UnfinishedOf(string file) => file + Unfinished;

    /// <summary>The indexes of the snapshots, the newest first.</summary>
    public static IReadOnlyList<long> Snapshots(string directory) => [.. Numbers(directory, SnapshotPrefix).OrderDescending()];

    /// <summary>The first indexes of the logs, the oldest first.</summary>
    public static IReadOnlyList<long> Logs(string directory) => [.. Numbers(directory, LogPrefix).Order()];

    public static long IndexOf(string log) => NumberOf(Path.GetFileName(log)[LogPrefix.Length..]) ?? 0;

    public static bool Any(string directory) => Snapshots(directory).Count + Logs(directory).Count > 0;

    /// <summary>A line for each file that is another whenever the file is.</summary>
    public static IEnumerable<string> StatesOf(string directory) =>
        new DirectoryInfo(directory).EnumerateFiles().Select(file => $"{file.FullName} {file.Length} {file.LastWriteTimeUtc.Ticks}");

    public static long Bytes(string directory) =>
        Directory.Exists(directory)
            ? new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Exists ? file.Length : 0)
            : 0;

    private static IEnumerable<long> Numbers(string directory, string prefix) =>
        Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, prefix + "*")
                .Select(file => NumberOf(Path.GetFileName(file)[prefix.Length..]))
                .OfType<long>()
            : [];

    private static long? NumberOf(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
