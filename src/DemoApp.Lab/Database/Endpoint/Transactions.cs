using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>MULTI and what comes until its EXEC, WATCH and UNWATCH.</summary>
internal sealed class Transactions(Conversation client)
{
    public async ValueTask WatchAsync(CommandInfo command, byte[][] args)
    {
        if (command.Name is "WATCH" && args.Length > 1)
        {
            var keys = args[1..];
            var versions = await client.Live.Writer.AskAsync(primary => Array.ConvertAll(keys, key => primary.Replica.VersionOf(key)));
            client.Transaction.Watched.AddRange(keys.Zip(versions));
            client.Replies.Append(Conversation.Ok);
        }
        else if (command.Name is "UNWATCH" && args.Length == 1)
        {
            client.Transaction.Watched.Clear();
            client.Replies.Append(Conversation.Ok);
        }
        else
        {
            // EXEC without MULTI, a wrong number of arguments: the node has the words.
            client.RunRewritten();
        }
    }

    public async ValueTask QueueAsync(CommandInfo command, byte[][] args)
    {
        switch (command.Name)
        {
            case "EXEC" when args.Length == 1:
                await ExecuteAsync();
                break;
            case "DISCARD" when args.Length == 1:
                client.Transaction.Discard();
                client.Replies.Append(Conversation.Ok);
                break;
            case var _ when Refusal(command, args) is { } refusal:
                client.Transaction.Abort();
                client.Error(refusal);
                break;
            default:
                client.Transaction.Queue(new WriteCommand(command, args), client.Rewritten.Span);
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
        var (queued, watched, aborted) = client.Transaction.Take();
        if (aborted)
        {
            client.Error("EXECABORT Transaction discarded because of previous errors.");
            return;
        }

        client.Job.Protocol = client.Protocol;
        client.Job.IsTransaction = true;
        client.Job.Commands.AddRange(queued);
        client.Job.Watched.AddRange(watched);
        await client.SubmitAsync();
    }
}
