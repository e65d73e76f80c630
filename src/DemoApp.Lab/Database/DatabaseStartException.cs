namespace DemoApp.Lab.Database;

/// <summary>A node could not start from its files. The message is one line a presenter can act on.</summary>
internal sealed class DatabaseStartException(string site, DatabaseStartFailure failure, string message, Exception? inner = null)
    : Exception($"{site}: {message}", inner)
{
    public string Site { get; } = site;

    public DatabaseStartFailure Failure { get; } = failure;
}

internal enum DatabaseStartFailure
{
    /// <summary>A recovery was asked for and there is nothing to recover from (the vendor's "missing-files").</summary>
    MissingFiles,

    /// <summary>No node runs that could hold the database.</summary>
    MissingNode,
}
