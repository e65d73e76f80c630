using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// The commands that the node runs in one go. Then goes over the replies: each to its job, and with its command to the rule that makes
/// effects of it.
/// </summary>
internal sealed partial class Round(Author author, ILogger logger)
{
    private static readonly byte[] Multi = "*1\r\n$5\r\nMULTI\r\n"u8.ToArray();
    private static readonly byte[] Exec = "*1\r\n$4\r\nEXEC\r\n"u8.ToArray();

    /// <summary>Keys that are looked at together.</summary>
    private const int Ahead = 32;

    private readonly PinnedBuffer requests = new();
    private readonly List<Step> steps = [];

    /// <summary>What runs meanwhile is one transaction: its effects are taken together, after the last.</summary>
    public bool IsOneTransaction { get; set; }

    public void Add(Step step)
    {
        steps.Add(step);
        if (step.Refusal is null)
        {
            WriteAll(step.Before);
            RespWriter.WriteCommand(requests, step.Command.Args);
            WriteAll(step.After);
        }
    }

    public void BeginTransaction(WriteJob job)
    {
        requests.Append(Multi);
        steps.Add(new Step(job, default, [], [], null, IsTransaction: true));
    }

    public void EndTransaction() => requests.Append(Exec);

    /// <summary>Runs what was prepared, and derives it.</summary>
    /// <param name="session">Of the form that the replies are to have.</param>
    /// <param name="log">Gets the effects; those of one command, or of one transaction, stay together.</param>
    public void Run(GarnetSession session, LogBuilder log)
    {
        try
        {
            if (session.Run(requests.Span) != requests.Length || session.Replies.Ended)
            {
                throw new InvalidDataException("The node did not take a command.");
            }

            author.Replica.Clock.Hold();
            var now = author.Replica.Clock.Now;
            var replies = new Replies(session.Replies.Span);
            for (var i = 0; i < steps.Count; i++)
            {
                if (i % Ahead == 0)
                {
                    Prefetch(i);
                }

                if (steps[i].IsTransaction)
                {
                    i = Transaction(i, ref replies);
                }
                else
                {
                    One(steps[i], ref replies);
                }

                Take(log, now);
            }

            Take(log, now);
        }
        finally
        {
            author.Replica.Clock.Release();
            session.Replies.Clear();
            requests.Clear();
            steps.Clear();
        }
    }

    private void Prefetch(int from)
    {
        for (var i = from; i < Math.Min(from + Ahead, steps.Count); i++)
        {
            if (steps[i].Command.Args is [_, var key, ..])
            {
                author.Replica.Prefetch(key);
            }
        }
    }

    private void Take(LogBuilder log, long now)
    {
        if (!IsOneTransaction)
        {
            log.Add(LogRecordKind.Own, author.Written(), now);
            author.Forget();
        }
    }

    private void WriteAll(IReadOnlyList<byte[][]> questions)
    {
        for (var i = 0; i < questions.Count; i++)
        {
            RespWriter.WriteCommand(requests, questions[i]);
        }
    }

    /// <returns>The last step of the transaction.</returns>
    private int Transaction(int at, ref Replies replies)
    {
        var job = steps[at].Job;
        var last = at + job.Commands.Count;
        replies.Next();
        var refused = default(ReadOnlySpan<byte>);
        for (var i = at + 1; i <= last; i++)
        {
            for (var n = steps[i].Refusal is null ? steps[i].Questions : -1; n >= 0; n--)
            {
                if (replies.Next(out var queued).IsError)
                {
                    refused = queued;
                }
            }
        }

        if (replies.Enter() < 0)
        {
            replies.Next(out var failed);
            job.Replies.Write(failed.IsEmpty ? refused : failed);
            return last;
        }

        RespWriter.WriteArrayHeader(job.Replies, job.Commands.Count);
        for (var i = at + 1; i <= last; i++)
        {
            One(steps[i], ref replies);
        }

        return last;
    }

    private void One(Step step, ref Replies replies)
    {
        if (step.Refusal is { } refusal)
        {
            RespWriter.WriteError(step.Job.Replies, refusal);
            return;
        }

        var before = Answers(step.Before.Count, ref replies);
        var reply = step.Command.Info.Rule?.ReadsReply == false ? replies.Skip(out var bytes) : replies.Next(out bytes);
        var after = Answers(step.After.Count, ref replies);
        if (step.Command.Info.Rule is not { } rule || reply.IsError)
        {
            step.Job.Replies.Write(bytes);
        }
        else
        {
            if (rule.Corrects(step.Command.Args, author) is { } right)
            {
                RespWriter.WriteValue(step.Job.Replies, right, step.Job.Protocol);
            }
            else
            {
                step.Job.Replies.Write(bytes);
            }

            Derive(rule, new WriteOutcome(step.Command.Args, reply, before, after));
        }
    }

    /// <summary>A rule that fails must not take the writer with it; the node then shows what the state has not.</summary>
    private void Derive(WriteRule rule, WriteOutcome outcome)
    {
        try
        {
            rule.Derive(outcome, author);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Log.RuleFailed(logger, System.Text.Encoding.UTF8.GetString(outcome.Command[0]), e);
        }
    }

    private static RespValue[] Answers(int count, ref Replies replies)
    {
        if (count == 0)
        {
            return [];
        }

        var answers = new RespValue[count];
        for (var i = 0; i < count; i++)
        {
            answers[i] = replies.Next();
        }

        return answers;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The effects of {Command} could not be derived")]
        public static partial void RuleFailed(ILogger logger, string command, Exception e);
    }
}
