using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// Takes a client's commands in their order: runs of reads to the session in one go, runs of writes to the writer, all else one by one.
/// </summary>
internal sealed class Pipeline(Conversation client, ReceiveBuffer received, SingleCommands single)
{
    /// <summary>Replies of one round of reads; a client that does not take them does not get the next round.</summary>
    private const int RoundBytes = 512 * 1024;
    private const int MostInRound = 1024;
    private const int MostWrites = 256;

    private readonly RequestFrame frame = new();
    private CommandInfo? lastInfo;
    private byte[] lastName = [];
    private int round = 16;

    /// <summary>Answers all whole commands that have come.</summary>
    public async ValueTask AnswerAsync()
    {
        while (!client.Quits && AnswerReads() is { } command)
        {
            if (command.Kind is CommandKind.Write && client.TakesRuns && !client.OnlySubscribes)
            {
                await WriteAsync();
            }
            else
            {
                var args = frame.Args(received.Span);
                received.Consume(frame.Length);
                await single.AnswerAsync(command, args);
            }

            if (client.Replies.Length > RoundBytes)
            {
                await client.Output.FlushAsync();
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
            if (info.Kind is not CommandKind.Read || info.Name is "OBJECT" || frame.IsInline || !client.TakesRuns)
            {
                other = info;
                break;
            }

            length += frame.Length;
            count++;
        }

        Run(data[..length], count);
        received.Consume(length);
        return other ?? (count == round && client.Replies.Length <= RoundBytes ? AnswerReads() : Parsed());
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

        var before = client.Replies.Length;
        client.Session.Run(reads);
        client.Quits |= client.Replies.Ended;
        // Rounds grow while replies are small, and shrink to one command when they are very large.
        var each = Math.Max(1, (client.Replies.Length - before) / count);
        round = Math.Clamp(RoundBytes / each, 1, Math.Min(MostInRound, Math.Max(round, 1) * 2));
    }

    /// <summary>Hands the writes at the front to the writer, and waits until they are on disk.</summary>
    private ValueTask WriteAsync()
    {
        TakeWrites();
        return client.SubmitAsync();
    }

    private void TakeWrites()
    {
        client.Job.Protocol = client.Protocol;
        var data = received.Span;
        var length = 0;
        do
        {
            var info = Find(frame.Arg(data[length..], 0));
            if (info.Kind is not CommandKind.Write)
            {
                break;
            }

            client.Job.Commands.Add(new WriteCommand(info, frame.Args(data[length..], info.Word)));
            length += frame.Length;
        }
        while (client.Job.Commands.Count < MostWrites && frame.TryParse(data[length..]) && frame.Count > 0);

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
}
