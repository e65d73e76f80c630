using System.Buffers;

namespace DemoApp.Lab.Database.Nodes;

/// <summary>
/// Takes commands written piece by piece and runs them on a session when enough have come together. The replies are looked at for errors
/// only: the commands say what is so, and a node that refuses one shows something else than the state has.
/// </summary>
internal sealed class NodeWriter(GarnetSession session) : IBufferWriter<byte>
{
    private const int Enough = 64 * 1024;
    private readonly PinnedBuffer buffer = new(4 * 1024);

    /// <summary>The first error since the last look.</summary>
    public string? Error { get; private set; }

    public void Advance(int count) => buffer.Advance(count);

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        RunSome();
        return buffer.GetSpan(sizeHint);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        RunSome();
        return buffer.GetMemory(sizeHint);
    }

    /// <summary>Runs what is left; it must end with a whole command.</summary>
    public void Flush()
    {
        if (buffer.Length > 0)
        {
            Run();
            buffer.Clear();
        }
    }

    public string? TakeError()
    {
        var error = Error;
        Error = null;
        return error;
    }

    private void RunSome()
    {
        if (buffer.Length >= Enough)
        {
            // Within a transaction the session takes nothing before its EXEC, and wants to see all of it again.
            buffer.RemoveFirst(Run());
        }
    }

    private int Run()
    {
        var taken = session.Run(buffer.Span);
        Look(session.Replies.Span);
        session.Replies.Clear();
        return taken;
    }

    private void Look(ReadOnlySpan<byte> replies)
    {
        var at = replies is [(byte)'-', ..] ? 0 : replies.IndexOf("\r\n-"u8) + 2;
        if (Error is null && (at > 1 || replies is [(byte)'-', ..]))
        {
            var line = replies[at..];
            Error = System.Text.Encoding.UTF8.GetString(line[..Math.Max(0, line.IndexOf((byte)'\r'))]);
        }
    }
}
