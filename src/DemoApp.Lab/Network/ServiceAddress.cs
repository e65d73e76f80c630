using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using DemoApp.Lab.Network.Faults;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Network;

/// <summary>
/// What kube-proxy does for one service: listens only while a backend is ready, and gives each new connection to one of them.
/// There is no locality and no health check. A connection stays with its backend until one of the two ends: taking a backend off
/// the list moves nothing.
/// </summary>
internal sealed partial class ServiceAddress : IAsyncDisposable
{
    private readonly Lock gate = new();
    private readonly ILogger logger;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<Task, byte> connections = new();
    private ImmutableArray<Backend> backends = [];
    private Socket? listener;
    private Task accepting = Task.CompletedTask;
    private int next;

    /// <param name="listen">Port 0: a free one is chosen when the address first listens, and kept.</param>
    /// <param name="time">Backs off after a failed accept.</param>
    /// <param name="logger">Says when the address opens, closes, and finds a backend dead.</param>
    public ServiceAddress(IPEndPoint listen, TimeProvider time, ILogger logger)
    {
        Listen = listen;
        Time = time;
        this.logger = logger;
    }

    public IPEndPoint Listen { get; private set; }

    public bool IsListening => listener is not null;

    private TimeProvider Time { get; }

    /// <summary>Swaps the ready backends; opens the port with the first and closes it with the last.</summary>
    /// <exception cref="PortTakenException">Another program has the port. The list is not changed.</exception>
    public void SetBackends(IReadOnlyList<Backend> ready)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
            if (ready.Count > 0 && listener is null)
            {
                listener = Open();
                backends = [.. ready];
                accepting = AcceptAsync(listener);
                Log.Opened(logger, Listen, ready.Count);
                return;
            }

            backends = [.. ready];
            if (ready.Count == 0 && listener is not null)
            {
                listener.Dispose();
                listener = null;
                Log.Closed(logger, Listen);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            if (stop.IsCancellationRequested)
            {
                return;
            }

            listener?.Dispose();
            listener = null;
            stop.Cancel();
        }

        await accepting;
        await Task.WhenAll(connections.Keys);
        stop.Dispose();
    }

    private Socket Open()
    {
        var socket = new Socket(Listen.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(Listen);
            socket.Listen(512);
        }
        catch (SocketException e)
        {
            socket.Dispose();
            if (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                throw new PortTakenException(Listen, e);
            }

            throw;
        }

        Listen = (IPEndPoint)socket.LocalEndPoint!;
        return socket;
    }

    private async Task AcceptAsync(Socket socket)
    {
        await Task.Yield();
        while (true)
        {
            Socket client;
            try
            {
                client = await socket.AcceptAsync(stop.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                if (listener != socket)
                {
                    return;
                }

                Log.AcceptFailed(logger, Listen, e.SocketErrorCode);
                await Task.Delay(TimeSpan.FromMilliseconds(50), Time, CancellationToken.None);
                continue;
            }

            var connection = ConnectAsync(client);
            connections.TryAdd(connection, 0);
            _ = connection.ContinueWith(done => connections.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    private async Task ConnectAsync(Socket client)
    {
        await Task.Yield();
        var ready = backends;
        if (ready.IsEmpty)
        {
            Splice.Reset(client);
            return;
        }

        var (target, traffic) = ready[(int)((uint)Interlocked.Increment(ref next) % (uint)ready.Length)];
        using var backend = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            client.NoDelay = true;
            await backend.ConnectAsync(target, stop.Token);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            Log.BackendRefused(logger, Listen, target);
            Splice.Reset(client);
            return;
        }

        using (client)
        {
            await Splice.RunAsync(client, backend, traffic, Time, stop.Token);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Debug, Message = "Service address {Address} open, {Backends} backends")]
        public static partial void Opened(ILogger logger, IPEndPoint address, int backends);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Service address {Address} closed: no ready backend")]
        public static partial void Closed(ILogger logger, IPEndPoint address);

        [LoggerMessage(Level = LogLevel.Debug, Message = "Service address {Address}: backend {Backend} refused")]
        public static partial void BackendRefused(ILogger logger, IPEndPoint address, IPEndPoint backend);

        [LoggerMessage(Level = LogLevel.Warning, Message = "Service address {Address}: accept failed, {Error}")]
        public static partial void AcceptFailed(ILogger logger, IPEndPoint address, SocketError error);
    }
}
