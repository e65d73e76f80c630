namespace DemoApp.Lab.Database.Old;

/// <summary>What is on disk of a database: Garnet keeps AOF/ and Store/checkpoints/ under the site's directory.</summary>
internal static class DatabaseFiles
{
    /// <exception cref="DatabaseStartException">The directory cannot be created or written.</exception>
    public static void RequireWritable(string site, string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            var probe = Path.Combine(directory, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DatabaseStartException(site, DatabaseStartFailure.Directory, $"cannot write {directory}: {e.Message}", e);
        }
    }

    /// <summary>True when a snapshot or an append-only file is there.</summary>
    public static bool Exist(string directory) => All(directory).Any();

    public static long Bytes(string directory) => All(directory).Sum(file => file.Exists ? file.Length : 0);

    public static DateTimeOffset? LastSnapshot(string directory)
    {
        var newest = All(directory).Where(IsSnapshot).Select(file => file.LastWriteTimeUtc).DefaultIfEmpty().Max();
        return newest == default ? null : new DateTimeOffset(newest, TimeSpan.Zero);
    }

    private static bool IsSnapshot(FileInfo file) => file.FullName.Contains("checkpoints", StringComparison.Ordinal);

    private static IEnumerable<FileInfo> All(string directory) =>
        Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories) : [];
}
