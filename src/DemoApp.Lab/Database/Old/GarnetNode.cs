using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Garnet;
using Garnet.server;
using Microsoft.Extensions.Logging;
using Tsavorite.core;

namespace DemoApp.Lab.Database.Old;

/// <summary>
/// One Garnet in this process, reached over a Unix socket so that no client can pass the endpoint by.
/// Garnet commits its append-only file after each operation without making the session wait; <see cref="WaitForCommitAsync"/> is
/// the wait. (Garnet's own WaitForCommit blocks a pool thread per client: 20 clients on two cores stood still for seconds.)
/// </summary>
internal sealed class GarnetNode : IAsyncDisposable
{
    private readonly GarnetServer server;
    private readonly string socketPath;
    private int disposed;

    private GarnetNode(GarnetServer server, string socketPath)
    {
        this.server = server;
        this.socketPath = socketPath;
        Address = new UnixDomainSocketEndPoint(socketPath);
    }

    public EndPoint Address { get; }

    /// <summary>Starts a server on the files under the directory; an empty directory is a new database.</summary>
    /// <exception cref="DatabaseStartException">The directory is not writable or its files cannot be read.</exception>
    public static async Task<GarnetNode> StartAsync(string site, string directory, ILoggerFactory loggers, CancellationToken ct)
    {
        DatabaseFiles.RequireWritable(site, directory);

        // A socket's path is short (108 bytes on Linux), a site's directory may not be.
        var socketPath = Path.Combine(Path.GetTempPath(), $"demoapp-{Guid.NewGuid():N}.sock");
        var options = new GarnetServerOptions(null!)
        {
            EndPoints = [new UnixDomainSocketEndPoint(socketPath)],
            UnixSocketPath = socketPath,
            UnixSocketPermission = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            LogMemorySize = "16m",
            PageSize = "1m",
            IndexMemorySize = "1m",
            AofMemorySize = "8m",
            AofPageSize = "2m",
            BufferPoolMemoryBudget = "16m",
            DeviceType = DeviceType.RandomAccess,
            DeviceFactoryCreator = new LocalStorageNamedDeviceFactoryCreator(deviceType: DeviceType.RandomAccess),
            CheckpointDir = directory,
            EnableAOF = true,
            CommitFrequencyMs = 0,
            WaitForCommit = false,
            Recover = true,
            FailOnRecoveryError = true,
            QuietMode = true,
            MaxDatabases = 1,
        };

        // Recovery is synchronous work of up to some hundred milliseconds.
        var server = await Task.Run(() => Start(site, directory, options, loggers), ct);
        return new GarnetNode(server, socketPath);
    }

    /// <summary>Returns when what was executed before the call is in the append-only file on disk.</summary>
    public ValueTask<bool> WaitForCommitAsync(CancellationToken ct) => server.Store.WaitForCommitAsync(ct);

    public async Task<RespConnection> ConnectAsync(CancellationToken ct) => await RespConnection.ConnectAsync(Address, ct);

    /// <summary>Takes a snapshot now and returns its time.</summary>
    public async Task<DateTimeOffset> SnapshotAsync(CancellationToken ct)
    {
        await using var connection = await ConnectAsync(ct);
        (await connection.AskAsync(ct, "SAVE")).ThrowIfError();
        var last = (await connection.AskAsync(ct, "LASTSAVE")).ThrowIfError();
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(last.Text, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        // Garnet's second Dispose throws.
        if (Interlocked.Exchange(ref disposed, 1) != 0)
        {
            return;
        }

        await Task.Run(server.Dispose);
        File.Delete(socketPath);
    }

    private static GarnetServer Start(string site, string directory, GarnetServerOptions options, ILoggerFactory loggers)
    {
        GarnetServer? server = null;
        try
        {
            server = new GarnetServer(options, new WarningsOnly(loggers));
            server.Start();
            return server;
        }
        catch (Exception e)
        {
            server?.Dispose();
            throw e is UnauthorizedAccessException
                ? new DatabaseStartException(site, DatabaseStartFailure.Directory, $"cannot read or write {directory}: {e.Message}", e)
                : new DatabaseStartException(site, DatabaseStartFailure.DamagedFiles, $"the files in {directory} cannot be recovered: {e.Message}", e);
        }
    }

    /// <summary>Garnet tells much at Information; the lab's log is the presenter's.</summary>
    private sealed class WarningsOnly(ILoggerFactory inner) : ILoggerFactory
    {
        public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

        public ILogger CreateLogger(string categoryName) => new Filter(inner.CreateLogger("DemoApp.Lab.Garnet"));

        public void Dispose()
        {
        }

        private sealed class Filter(ILogger inner) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error && inner.IsEnabled(logLevel);

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel))
                {
                    inner.Log(logLevel, eventId, state, exception, formatter);
                }
            }
        }
    }
}
