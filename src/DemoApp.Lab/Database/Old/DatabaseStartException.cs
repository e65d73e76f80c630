namespace DemoApp.Lab.Database.Old;

/// <summary>A node could not start from its files. The message is one line a presenter can act on.</summary>
internal sealed class DatabaseStartException(string site, DatabaseStartFailure failure, string message, Exception? inner = null)
    : Exception($"{site}: {message}", inner)
{
    public string Site { get; } = site;

    public DatabaseStartFailure Failure { get; } = failure;
}

internal enum DatabaseStartFailure
{
    /// <summary>The directory cannot be created or written.</summary>
    Directory,

    /// <summary>A recovery was asked for and there is nothing to recover from (the vendor's "missing-files").</summary>
    MissingFiles,

    /// <summary>Files are there and cannot be read.</summary>
    DamagedFiles,

    /// <summary>Anything else Garnet says.</summary>
    Server,
}
