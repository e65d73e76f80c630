using System.Collections.Concurrent;
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
    public long CountKeys()
    {
        lock (counting)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            counter ??= Open();
            var question = new PinnedBuffer(64);
            question.Append("*1\r\n$6\r\nDBSIZE\r\n"u8);
            counter.Run(question.Span);
            var at = 0;
            var answer = RespReader.TryRead(counter.Replies.Span, ref at, out var value) ? value.Text : "0";
            counter.Replies.Clear();
            return long.Parse(answer, System.Globalization.CultureInfo.InvariantCulture);
        }
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
}
