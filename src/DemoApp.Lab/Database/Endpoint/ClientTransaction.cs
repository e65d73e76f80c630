using DemoApp.Lab.Database.Nodes;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// A client's MULTI. The commands are shown to the client's session as they come, so that it says +QUEUED or what is wrong with them; it
/// never sees the EXEC: the writer runs the whole.
/// </summary>
internal sealed class ClientTransaction(GarnetSession session)
{
    private const int Largest = 64 * 1024 * 1024;
    private readonly PinnedBuffer shown = new(256);
    private readonly List<WriteCommand> queued = [];
    private bool aborted;

    public List<(byte[] Key, long Version)> Watched { get; } = [];

    public bool IsOpen { get; private set; }

    /// <summary>MULTI itself, or a command within it.</summary>
    public void Queue(WriteCommand command, ReadOnlySpan<byte> request)
    {
        if (shown.Length + request.Length > Largest)
        {
            throw new RequestException("a transaction is larger than allowed");
        }

        var before = session.Replies.Length;
        shown.Append(request);
        session.Run(shown.Span);
        var refused = session.Replies.Length > before && session.Replies.Span[before] == (byte)'-';
        if (command.Info.Name is "MULTI")
        {
            // A MULTI within one is an error that leaves the first as it is.
            IsOpen = true;
            return;
        }

        aborted |= refused;
        if (!refused)
        {
            queued.Add(command);
        }
    }

    public void Abort() => aborted = true;

    public void Discard() => Take();

    /// <summary>Ends it and forgets what was watched.</summary>
    public (WriteCommand[] Queued, (byte[] Key, long Version)[] Watched, bool Aborted) Take()
    {
        if (IsOpen)
        {
            var before = session.Replies.Length;
            shown.Append("*1\r\n$7\r\nDISCARD\r\n"u8);
            session.Run(shown.Span);
            session.Replies.Truncate(before);
        }

        var taken = (queued.ToArray(), Watched.ToArray(), aborted);
        (IsOpen, aborted) = (false, false);
        queued.Clear();
        Watched.Clear();
        shown.Clear();
        return taken;
    }
}
