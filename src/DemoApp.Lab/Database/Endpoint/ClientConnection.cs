using System.Net.Sockets;
using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Nodes;
using DemoApp.Lab.Database.Writing;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// A client's connection. What only reads goes to the connection's own session of the primary's Garnet, at once and on the same thread;
/// writes go to the writer and are waited for. So the order of a client's commands is the order of their replies and of their effects.
/// </summary>
internal sealed partial class ClientConnection : IDisposable
{
    /// <summary>Replies of one round of reads; a client that does not take them does not get the next round.</summary>
    private const int RoundBytes = 512 * 1024;
    private const int MostInRound = 1024;
    private const int MostWrites = 256;

    private readonly Socket client;
    private readonly ClientContext context;
    private readonly CancellationTokenSource stop = new();
    private readonly ReceiveBuffer received = new();
    private readonly RequestFrame frame = new();
    private readonly ClientOutput output;
    private readonly WriteJob job = new();
    private readonly PinnedBuffer rewritten = new(256);
    private GarnetSession session = null!;
    private LiveSite live = null!;
    private ClientTransaction? transaction;
    private CommandInfo? lastInfo;
    private byte[] lastName = [];
    private int protocol = 2;
    private int round = 16;
    private bool authenticated;
    private bool quit;
    private volatile bool frozen;

    public ClientConnection(Socket client, ClientContext context)
    {
        (this.client, this.context) = (client, context);
        output = new ClientOutput(client, stop.Token);
        authenticated = context.Password is null;
        Replies.Killed = stop.Cancel;
    }

    private ReplyBuffer Replies => output.Replies;

    /// <summary>Answers until one side ends. Closes the client's socket unless frozen.</summary>
    public async Task RunAsync(LiveSite serving)
    {
        live = serving;
        try
        {
            using (output)
            using (session = serving.Writer.Primary.Node.Open(Replies))
            {
                // Its transaction is the session's, its watched keys are ours.
                transaction = new ClientTransaction(session);
                while (!quit && await received.ReceiveAsync(client, stop.Token))
                {
                    await AnswerAsync();
                    await output.FlushAsync();
                }
            }
        }
        catch (RequestException e)
        {
            await EndAsync(e.Message);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The client left, or the node ended.
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.Failed(context.Logger, e);
        }
        finally
        {
            if (!frozen)
            {
                client.Dispose();
            }
        }
    }

    /// <summary>Ends both directions for good and leaves the client's socket open: resuming one that lost bytes would give a client another command's reply.</summary>
    public void Freeze()
    {
        frozen = true;
        stop.Cancel();
    }

    /// <summary>Ends it; the client sees a reset.</summary>
    public void Dispose()
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Already gone.
        }

        client.Dispose();
        stop.Cancel();
    }

    /// <summary>What came before the mistake was answered; the rest is not read.</summary>
    private async Task EndAsync(string error)
    {
        try
        {
            Error(error);
            await output.FlushAsync();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // It left without waiting for it.
        }
    }

    private async ValueTask AnswerAsync()
    {
        while (!quit && AnswerReads() is { } command)
        {
            if (command.Kind is CommandKind.Write && authenticated && !transaction!.IsOpen && !OnlySubscribes)
            {
                await WriteAsync();
            }
            else
            {
                await AnswerOneAsync(command);
            }

            if (Replies.Length > RoundBytes)
            {
                await output.FlushAsync();
            }
        }
    }

    /// <summary>Runs the reads at the front, as many as are there in one go.</summary>
    /// <returns>The first command that is no read, parsed into the frame; null when no whole command is left.</returns>
    private CommandInfo? AnswerReads()
    {
        var data = received.Span;
        var (length, count) = (0, 0);
        CommandInfo? other = null;
        while (count < round && frame.TryParse(data[length..]))
        {
            if (frame.Count == 0)
            {
                // An empty line or array asks nothing.
                Run(data[..length], count);
                received.Consume(length + frame.Length);
                data = received.Span;
                (length, count) = (0, 0);
                continue;
            }

            var info = Find(frame.Arg(data[length..], 0));
            if (info.Kind is not CommandKind.Read || info.Name is "OBJECT" || frame.IsInline || !authenticated || transaction!.IsOpen)
            {
                other = info;
                break;
            }

            length += frame.Length;
            count++;
        }

        Run(data[..length], count);
        received.Consume(length);
        return other ?? (count == round && Replies.Length <= RoundBytes ? AnswerReads() : Parsed());
    }

    /// <summary>What is at the front, for a round that ended because it was full.</summary>
    private CommandInfo? Parsed() =>
        frame.TryParse(received.Span) && frame.Count > 0 ? Find(frame.Arg(received.Span, 0)) : null;

    private void Run(Span<byte> reads, int count)
    {
        if (count == 0)
        {
            return;
        }

        var before = Replies.Length;
        session.Run(reads);
        quit |= Replies.Ended;
        // Rounds grow while replies are small, and shrink to one command when they are very large.
        var each = Math.Max(1, (Replies.Length - before) / count);
        round = Math.Clamp(RoundBytes / each, 1, Math.Min(MostInRound, Math.Max(round, 1) * 2));
    }

    /// <summary>Hands the writes at the front to the writer, and waits until they are on disk.</summary>
    private ValueTask WriteAsync()
    {
        TakeWrites();
        return SubmitAsync();
    }

    private void TakeWrites()
    {
        job.Protocol = protocol;
        var data = received.Span;
        var length = 0;
        do
        {
            var info = Find(frame.Arg(data[length..], 0));
            if (info.Kind is not CommandKind.Write)
            {
                break;
            }

            job.Commands.Add(new WriteCommand(info, frame.Args(data[length..])));
            length += frame.Length;
        }
        while (job.Commands.Count < MostWrites && frame.TryParse(data[length..]) && frame.Count > 0);

        received.Consume(length);
    }

    private CommandInfo Find(ReadOnlySpan<byte> name)
    {
        // Clients send the same command again and again.
        if (lastInfo is { } last && name.SequenceEqual(lastName))
        {
            return last;
        }

        lastName = name.Length <= 32 ? name.ToArray() : [];
        lastInfo = CommandTable.Find(name);
        return name.Length <= 32 ? lastInfo : Forget(lastInfo);
    }

    private CommandInfo Forget(CommandInfo info)
    {
        lastInfo = null;
        return info;
    }

    private void Error(string line) => Replies.Append(System.Text.Encoding.UTF8.GetBytes($"-{line}\r\n"));

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A client's connection failed")]
        public static partial void Failed(ILogger logger, Exception e);
    }
}
