using System.Text;
using DemoApp.Lab.Database.Nodes;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// What is so between one client and the endpoint at the moment. The parts that answer its commands share it; one thread at a time.
/// </summary>
internal sealed class Conversation(
    ClientContext context, LiveSite live, ClientOutput output, GarnetSession session, CancellationToken ended)
{
    public static ReadOnlySpan<byte> Ok => "+OK\r\n"u8;

    public ClientContext Context => context;

    public LiveSite Live => live;

    public ClientOutput Output => output;

    public ReplyBuffer Replies => output.Replies;

    /// <summary>Of the primary's Garnet, for this client alone.</summary>
    public GarnetSession Session => session;

    /// <summary>For the client's writes, one after another.</summary>
    public WriteJob Job { get; } = new();

    /// <summary>Its transaction is the session's, its watched keys are ours.</summary>
    public ClientTransaction Transaction { get; } = new(session);

    /// <summary>The one command that is answered, as the session is to see it.</summary>
    public PinnedBuffer Rewritten { get; } = new(256);

    /// <summary>2 or 3.</summary>
    public int Protocol { get; set; } = 2;

    public bool IsAuthenticated { get; set; } = context.Password is null;

    public bool Quits { get; set; }

    /// <summary>The client left, or is to leave.</summary>
    public CancellationToken Ended => ended;

    /// <summary>Nothing says that its commands must be looked at one by one.</summary>
    public bool TakesRuns => IsAuthenticated && !Transaction.IsOpen;

    /// <summary>A RESP2 client that has subscribed may do nothing else; Garnet tells it so.</summary>
    public bool OnlySubscribes => output.HasSubscribed && Protocol == 2;

    public void Rewrite(byte[][] args)
    {
        Rewritten.Clear();
        RespWriter.WriteCommand(Rewritten, args);
    }

    /// <summary>Runs the one command on the session, and returns where its reply begins.</summary>
    public int RunRewritten()
    {
        var before = Replies.Length;
        session.Run(Rewritten.Span);
        Quits |= Replies.Ended;
        return before;
    }

    /// <summary>Hands the job to the writer, and waits until its effects are on disk.</summary>
    public async ValueTask SubmitAsync()
    {
        live.Writer.Add(Job);
        try
        {
            await Job.WaitAsync();
            Replies.Append(Job.Replies.WrittenSpan);
        }
        finally
        {
            Job.Reset();
        }
    }

    public void Error(string line) => Replies.Append(Encoding.UTF8.GetBytes($"-{line}\r\n"));

    public void AppendBulk(ReadOnlySpan<byte> bytes)
    {
        Replies.Append(Encoding.ASCII.GetBytes($"${bytes.Length}\r\n"));
        Replies.Append(bytes);
        Replies.Append("\r\n"u8);
    }
}
