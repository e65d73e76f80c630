using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// Where clients reach the database. The port is bound at construction and kept, listening or not. Connections accepted while silent
/// are closed when the endpoint serves, never resumed.
/// </summary>
internal sealed class DatabaseEndpoint : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly ClientContext context;
    private readonly HashSet<ClientConnection> connections = [];
    private readonly HashSet<Task> running = [];
    private readonly ListeningPort port;
    private LiveSite? live;
    private bool disposed;

    public DatabaseEndpoint(SiteDatabase site, SiteDatabaseOptions options, TimeProvider time, ILoggerFactory loggers)
    {
        context = new ClientContext(site, options.Password, time, loggers.CreateLogger<ClientConnection>());
        port = new(Accept);
    }

    public IPEndPoint EndPoint => port.EndPoint;

    public EndpointMode Mode { get; private set; }

    /// <param name="mode">What clients meet from now on.</param>
    /// <param name="behind">The primary that answers; required for <see cref="EndpointMode.Serving"/>.</param>
    public void SetMode(EndpointMode mode, LiveSite? behind)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (mode == Mode && (mode is not EndpointMode.Serving || behind == live))
            {
                return;
            }

            live = mode == EndpointMode.Serving ? behind ?? throw new InvalidOperationException("No node runs behind the endpoint.") : null;
            if (mode == EndpointMode.Silent)
            {
                foreach (var connection in connections)
                {
                    connection.Freeze();
                }
            }
            else
            {
                ResetConnectionsUnderLock();
            }

            Mode = mode;
            if (mode == EndpointMode.Closed)
            {
                port.Close();
            }
            else
            {
                port.Listen();
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] tasks;
        lock (gate)
        {
            if (disposed)
            {
                return;
            }

            disposed = true;
            Mode = EndpointMode.Closed;
            ResetConnectionsUnderLock();
            tasks = [.. running];
        }

        await port.DisposeAsync();
        await Task.WhenAll(tasks);
    }

    private void Accept(Socket client)
    {
        lock (gate)
        {
            var connection = new ClientConnection(client, context);
            if (Mode == EndpointMode.Closed)
            {
                connection.Dispose();
                return;
            }

            connections.Add(connection);
            if (live is { } serving)
            {
                var run = RunAsync(connection, serving);
                running.Add(run);
                _ = run.ContinueWith(done => Forget(done), TaskScheduler.Default);
            }
        }
    }

    private async Task RunAsync(ClientConnection connection, LiveSite serving)
    {
        await Task.Yield();
        await connection.RunAsync(serving);
        lock (gate)
        {
            if (Mode != EndpointMode.Silent)
            {
                connections.Remove(connection);
            }
        }
    }

    private void Forget(Task run)
    {
        lock (gate)
        {
            running.Remove(run);
        }
    }

    private void ResetConnectionsUnderLock()
    {
        foreach (var connection in connections)
        {
            connection.Dispose();
        }

        connections.Clear();
    }
}
