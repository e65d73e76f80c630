using System.Collections.Concurrent;
using System.Globalization;
using Garnet;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>
/// One Garnet in this process, in memory only: what it holds is made from the effects on disk, and gone when it ends. It is reached
/// through sessions, not over a socket, so no client can pass the endpoint by.
/// </summary>
internal sealed class GarnetNode : IDisposable
{
    private readonly InProcessServer server = new();
    private readonly GarnetServer garnet;
    private readonly Lock counting = new();
    private GarnetSession? counter;
    private readonly ConcurrentDictionary<GarnetSession, byte> sessions = new();
    private bool disposed;

    public GarnetNode(GarnetNodeOptions options, ILoggerFactory loggers)
    {
        garnet = new GarnetServer(options.ToGarnet(), new GarnetLoggers(loggers), [server]);
        garnet.Start();
    }

    /// <exception cref="ObjectDisposedException">The node has ended.</exception>
    public GarnetSession Open(ReplyBuffer? replies = null)
    {
        lock (counting)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            var session = new GarnetSession(this, server, replies ?? new ReplyBuffer());
            sessions.TryAdd(session, 0);
            return session;
        }
    }

    /// <summary>Keys that are there, those whose time has passed and that nobody asked for since among them.</summary>
    public long CountKeys() => long.Parse(Ask("*1\r\n$6\r\nDBSIZE\r\n"u8), CultureInfo.InvariantCulture);

    /// <summary>Bytes of records and of the objects behind them.</summary>
    public long UsedBytes()
    {
        var used = 0L;
        foreach (var line in Ask("*2\r\n$4\r\nINFO\r\n$5\r\nSTORE\r\n"u8).Split("\r\n"))
        {
            var value = line.AsSpan(line.IndexOf(':') + 1);
            var isMemory = line.StartsWith("Log.Current", StringComparison.Ordinal);
            if (isMemory && long.TryParse(value, CultureInfo.InvariantCulture, out var bytes))
            {
                used += bytes;
            }
        }

        return used;
    }

    public void Dispose()
    {
        lock (counting)
        {
            // Garnet's second Dispose throws.
            if (disposed)
            {
                return;
            }

            disposed = true;
        }

        foreach (var session in sessions.Keys)
        {
            session.Close();
        }

        garnet.Dispose();
    }

    internal void Forget(GarnetSession session) => sessions.TryRemove(session, out _);

    private string Ask(ReadOnlySpan<byte> command)
    {
        lock (counting)
        {
            counter ??= Open();
            var question = new PinnedBuffer(64);
            question.Append(command);
            counter.Run(question.Span);
            var at = 0;
            var isWhole = RespReader.TryRead(counter.Replies.Span, ref at, out var value);
            counter.Replies.Clear();
            return isWhole ? value!.Text : throw new InvalidDataException("The node owes a reply.");
        }
    }
}
