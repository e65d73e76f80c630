using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>The commands that are answered one at a time.</summary>
internal sealed partial class ClientConnection
{
    private static readonly byte[] Ok = "+OK\r\n"u8.ToArray();

    /// <summary>A RESP2 client that has subscribed may do nothing else; Garnet tells it so.</summary>
    private bool OnlySubscribes => output.HasSubscribed && protocol == 2;

    /// <summary>The table refuses them, because they must not reach the writer as they are: within a transaction they stay refused.</summary>
    private static bool IsBlocking(CommandInfo command) => command.Name is "BZPOPMIN" or "BZPOPMAX" or "BZMPOP";

    private async ValueTask AnswerOneAsync(CommandInfo command)
    {
        var args = frame.Args(received.Span);
        var length = frame.Length;
        rewritten.Clear();
        RespWriter.WriteCommand(rewritten, args);
        received.Consume(length);
        command = CommandTable.Find(args);
        if (command.Name is "HELLO" or "AUTH" or "QUIT")
        {
            Greet(command.Name, args);
        }
        else if (!authenticated)
        {
            Error("NOAUTH Authentication required.");
        }
        else if (transaction!.IsOpen || command.Name is "MULTI")
        {
            await TransactAsync(command, args);
        }
        else if (IsBlocking(command) && !OnlySubscribes)
        {
            await BlockAsync(command, args);
        }
        else if (command.Kind is CommandKind.Refused && command.Refusal is { } refusal)
        {
            Error(refusal);
        }
        else if (command.Kind is CommandKind.Transaction)
        {
            await WatchAsync(command, args);
        }
        else if (command.Name is "INFO")
        {
            Inform(args);
        }
        else
        {
            if (command.Kind is CommandKind.PubSub && !command.Name.Contains("PUB", StringComparison.Ordinal))
            {
                output.Share(Dispose);
            }

            RunRewritten();
        }
    }

    /// <summary>Runs the one command on the session, and returns where its reply begins.</summary>
    private int RunRewritten()
    {
        var before = Replies.Length;
        session.Run(rewritten.Span);
        quit |= Replies.Ended;
        return before;
    }

    /// <summary>The password is the endpoint's; the node behind it has none.</summary>
    private void Greet(string name, byte[][] args)
    {
        switch (name)
        {
            case "QUIT":
                Replies.Append(Ok);
                quit = true;
                return;
            case "AUTH" when context.Password is not null:
                Authenticate(args.Length == 3 ? args[1] : "default"u8, args.Length is 2 or 3 ? args[^1] : []);
                return;
            case "HELLO" when !Hello(args):
                return;
        }

        var at = RunRewritten();
        if (Replies.Length > at && name is "HELLO")
        {
            protocol = Replies.Span[at] switch
            {
                (byte)'%' => 3,
                (byte)'-' => protocol,
                _ => 2,
            };
        }
    }

    /// <summary>Takes AUTH out of HELLO; false when it was answered.</summary>
    private bool Hello(byte[][] args)
    {
        var auth = Array.FindIndex(args, 1, arg => arg.AsSpan().SequenceEqual("AUTH"u8) || arg.AsSpan().SequenceEqual("auth"u8));
        if (auth > 0 && auth + 2 < args.Length && context.Password is not null)
        {
            var before = Replies.Length;
            if (!Authenticate(args[auth + 1], args[auth + 2]))
            {
                return false;
            }

            Replies.Truncate(before);
            rewritten.Clear();
            RespWriter.WriteCommand(rewritten, [.. args[..auth], .. args[(auth + 3)..]]);
        }

        if (!authenticated)
        {
            Error("NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be used to authenticate the client and select the RESP protocol version at the same time");
            return false;
        }

        return true;
    }

    private bool Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        var right = System.Text.Encoding.UTF8.GetBytes(context.Password!);
        authenticated = user.SequenceEqual("default"u8) && System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(password, right);
        if (authenticated)
        {
            Replies.Append(Ok);
        }
        else
        {
            Error("WRONGPASS invalid username-password pair or user is disabled.");
        }

        return authenticated;
    }

    private async ValueTask WatchAsync(CommandInfo command, byte[][] args)
    {
        if (command.Name is "WATCH" && args.Length > 1)
        {
            var keys = args[1..];
            transaction!.Watched.AddRange(await live.Writer.AskAsync(primary => Array.ConvertAll(keys, key => (key, primary.Replica.VersionOf(key)))));
            Replies.Append(Ok);
        }
        else if (command.Name is "UNWATCH" && args.Length == 1)
        {
            transaction!.Watched.Clear();
            Replies.Append(Ok);
        }
        else
        {
            // EXEC without MULTI, a wrong number of arguments: the node has the words.
            RunRewritten();
        }
    }

    private async ValueTask TransactAsync(CommandInfo command, byte[][] args)
    {
        switch (command.Name)
        {
            case "EXEC" when args.Length == 1:
                await ExecuteAsync();
                break;
            case "DISCARD" when args.Length == 1:
                transaction!.Discard();
                Replies.Append(Ok);
                break;
            case var _ when Refusal(command, args) is { } refusal:
                transaction!.Abort();
                Error(refusal);
                break;
            default:
                transaction!.Queue(new WriteCommand(command, args), rewritten.Span);
                break;
        }
    }

    private static string? Refusal(CommandInfo command, byte[][] args) => command.Kind switch
    {
        CommandKind.Refused => command.Refusal,
        CommandKind.Write => command.Refuses(args),
        CommandKind.PubSub when command.Name is not "PUBLISH" => "ERR Command not allowed inside a transaction",
        // They would be about the writer's session, not about the client's.
        CommandKind.Connection when command.Name is not ("PING" or "ECHO") => "ERR Command not allowed inside a transaction",
        _ => null,
    };

    private async ValueTask ExecuteAsync()
    {
        var (queued, watched, aborted) = transaction!.Take();
        if (aborted)
        {
            Error("EXECABORT Transaction discarded because of previous errors.");
            return;
        }

        job.Protocol = protocol;
        job.IsTransaction = true;
        job.Commands.AddRange(queued);
        job.Watched.AddRange(watched);
        await SubmitAsync();
    }

    private async ValueTask SubmitAsync()
    {
        live.Writer.Add(job);
        try
        {
            await job.WaitAsync();
            Replies.Append(job.Replies.WrittenSpan);
        }
        finally
        {
            job.Reset();
        }
    }

    /// <summary>INFO is the node's, but for what the node does not know: the replication between nodes and between sites.</summary>
    private void Inform(byte[][] args)
    {
        var sections = args[1..].Select(arg => System.Text.Encoding.ASCII.GetString(arg).ToLowerInvariant()).ToArray();
        if (sections.Length == 1 && InfoSections.Of(sections[0], context.Site) is { } own)
        {
            AppendText(own);
            return;
        }

        var all = sections.Length == 0 || sections is ["all"] or ["everything"] or ["default"];
        if (all)
        {
            rewritten.Clear();
            RespWriter.WriteCommand(rewritten, InfoSections.OfTheNode);
        }
        else if (sections.Contains("bpstats"))
        {
            // About the buffers of the node's sockets: it has none, and would end the connection over it.
            Error("ERR Invalid section BPSTATS. Try INFO HELP");
            return;
        }

        var at = RunRewritten();
        var start = 0;
        if (all && RespReader.TryRead(Replies.Span[at..], ref start, out var value) && !value.IsError)
        {
            Replies.Truncate(at);
            AppendText(InfoSections.Into(value.Text, context.Site));
        }
    }

    private void AppendText(string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        Replies.Append(System.Text.Encoding.ASCII.GetBytes(protocol == 3 ? $"={bytes.Length + 4}\r\ntxt:" : $"${bytes.Length}\r\n"));
        Replies.Append(bytes);
        Replies.Append("\r\n"u8);
    }
}
