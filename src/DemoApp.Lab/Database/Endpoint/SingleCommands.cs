using DemoApp.Lab.Database.Commands;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>The commands that are answered one at a time: each goes to the part that knows it, the rest to the session.</summary>
internal sealed class SingleCommands(Conversation client, Action dropped)
{
    private readonly Greeting greeting = new(client);
    private readonly Transactions transactions = new(client);
    private readonly BlockingPops pops = new(client);
    private readonly InfoAnswer info = new(client);

    public async ValueTask AnswerAsync(CommandInfo command, byte[][] args)
    {
        client.Rewrite(args);
        command = CommandTable.Find(args);
        if (command.Name is "HELLO" or "AUTH" or "QUIT")
        {
            greeting.Answer(command.Name, args);
        }
        else if (!client.IsAuthenticated)
        {
            client.Error("NOAUTH Authentication required.");
        }
        else if (client.Transaction.IsOpen || command.Name is "MULTI")
        {
            await transactions.QueueAsync(command, args);
        }
        else if (BlockingPops.Takes(command) && !client.OnlySubscribes)
        {
            await pops.AnswerAsync(command, args);
        }
        else if (command.Kind is CommandKind.Refused && command.Refusal is { } refusal)
        {
            client.Error(refusal);
        }
        else if (command.Kind is CommandKind.Transaction)
        {
            await transactions.WatchAsync(command, args);
        }
        else if (command.Name is "INFO")
        {
            info.Answer(args);
        }
        else
        {
            if (command.Kind is CommandKind.PubSub && !command.Name.Contains("PUB", StringComparison.Ordinal))
            {
                client.Output.Share(dropped);
            }

            client.RunRewritten();
        }
    }
}
