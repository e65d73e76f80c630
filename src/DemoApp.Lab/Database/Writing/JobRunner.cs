using System.Buffers;
using System.Collections.Frozen;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// Runs the writes of many connections on the node in one go, then goes over the replies: each to its job, and with its command to the rule
/// that makes effects of it.
/// </summary>
internal sealed partial class JobRunner
{
    private static readonly byte[] Multi = "*1\r\n$5\r\nMULTI\r\n"u8.ToArray();
    private static readonly byte[] Exec = "*1\r\n$4\r\nEXEC\r\n"u8.ToArray();

    /// <summary>The only writes that a full node takes.</summary>
    private static readonly FrozenSet<string> Freeing = new[]
    {
        "DEL", "UNLINK", "HDEL", "SREM", "ZREM", "SPOP", "ZPOPMIN", "ZPOPMAX", "GETDEL", "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT",
        "ZREMRANGEBYSCORE", "ZREMRANGEBYRANK", "ZREMRANGEBYLEX",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Author author;
    private readonly ILogger logger;
    private readonly GarnetSession session2;
    private readonly GarnetSession session3;
    private readonly Action flushView;
    private readonly PinnedBuffer requests = new();
    private readonly List<Step> steps = [];
    private GarnetSession session;
    private bool together;

    /// <param name="author">Of the replica that the node shows.</param>
    /// <param name="node">Where the commands run.</param>
    /// <param name="flushView">Sends what the author has written to its view.</param>
    /// <param name="logger">For rules that fail.</param>
    public JobRunner(Author author, GarnetNode node, Action flushView, ILogger logger)
    {
        this.author = author;
        this.flushView = flushView;
        this.logger = logger;
        (session2, session3) = (node.Open(), node.Open());
        session = session2;
        requests.Append("*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n"u8);
        session3.Run(requests.Span);
        session3.Replies.Clear();
        requests.Clear();
    }

    /// <summary>The node has as much memory as it may.</summary>
    public bool IsFull { get; set; }

    public void Run(IReadOnlyList<WriteJob> jobs, LogBuilder log)
    {
        for (var i = 0; i < jobs.Count; i++)
        {
            var job = jobs[i];
            var form = job.Protocol == 3 ? session3 : session2;
            if (form != session || job.Watched.Count > 0)
            {
                // What a transaction watches must be compared after the jobs before it have been derived.
                RunPrepared(log);
                session = form;
            }

            if (job.Watched.Exists(watched => author.Replica.VersionOf(watched.Key) != watched.Version))
            {
                job.Replies.Write(job.Protocol == 3 ? "_\r\n"u8 : "*-1\r\n"u8);
            }
            else if (job.IsTransaction)
            {
                Transact(job, log);
            }
            else
            {
                foreach (var command in job.Commands)
                {
                    Prepare(job, command, log);
                }
            }
        }

        RunPrepared(log);
    }

    /// <summary>
    /// The node runs a transaction in one go, so that nobody reads what is between. One with commands that the state answers cannot be:
    /// no other write comes between its commands, but a reader may see it half done.
    /// </summary>
    private void Transact(WriteJob job, LogBuilder log)
    {
        if (job.Commands.Exists(command => command.Info.Rule?.Waits(command.Args) == true))
        {
            RunPrepared(log);
            RespWriter.WriteArrayHeader(job.Replies, job.Commands.Count);
            together = true;
            foreach (var command in job.Commands)
            {
                Prepare(job, command, log);
                RunPrepared(log);
            }

            together = false;
            RunPrepared(log);
            return;
        }

        requests.Append(Multi);
        steps.Add(new Step(job, default, [], [], null, IsTransaction: true));
        foreach (var command in job.Commands)
        {
            Prepare(job, command, log);
        }

        requests.Append(Exec);
    }

    private void Prepare(WriteJob job, WriteCommand command, LogBuilder log)
    {
        var rule = command.Info.Rule;
        var refusal = command.Info.Refuses(command.Args)
            ?? (IsFull && rule is not null && !Freeing.Contains(command.Info.Name) ? "OOM command not allowed when used memory > 'maxmemory'." : null);
        if (refusal is not null)
        {
            steps.Add(new Step(job, command, [], [], refusal));
            return;
        }

        if (rule?.Waits(command.Args) == true)
        {
            RunPrepared(log);
            if (rule.Answer(command.Args, author) is { } answer)
            {
                RespWriter.WriteValue(job.Replies, answer, job.Protocol);
                // The next to come finds the node as the state is.
                RunPrepared(log);
                return;
            }
        }

        var step = new Step(job, command, rule?.Before(command.Args) ?? [], rule?.After(command.Args) ?? [], null);
        WriteAll(step.Before);
        RespWriter.WriteCommand(requests, command.Args);
        WriteAll(step.After);
        steps.Add(step);
    }

    private void WriteAll(IReadOnlyList<byte[][]> questions)
    {
        for (var i = 0; i < questions.Count; i++)
        {
            RespWriter.WriteCommand(requests, questions[i]);
        }
    }

    /// <summary>Runs what was prepared, and derives it.</summary>
    private void RunPrepared(LogBuilder log)
    {
        try
        {
            if (session.Run(requests.Span) != requests.Length || session.Replies.Ended)
            {
                throw new InvalidDataException("The node did not take a command.");
            }

            var replies = new Replies(session.Replies.Span);
            for (var i = 0; i < steps.Count; i++)
            {
                if (steps[i].IsTransaction)
                {
                    i = Transaction(i, ref replies);
                }
                else
                {
                    One(steps[i], ref replies);
                }

                Take(log);
            }

            Take(log);
            flushView();
        }
        finally
        {
            session.Replies.Clear();
            requests.Clear();
            steps.Clear();
        }
    }

    /// <summary>The effects of one command, or of one transaction, stay together.</summary>
    private void Take(LogBuilder log)
    {
        if (!together)
        {
            log.Add(LogRecordKind.Own, author.Take(), author.Replica.Clock.Now);
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
        var reply = replies.Next(out var bytes);
        var after = Answers(step.After.Count, ref replies);
        step.Job.Replies.Write(bytes);
        if (step.Command.Info.Rule is { } rule && !reply.IsError)
        {
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

    private readonly record struct Step(
        WriteJob Job, WriteCommand Command, IReadOnlyList<byte[][]> Before, IReadOnlyList<byte[][]> After, string? Refusal, bool IsTransaction = false)
    {
        public int Questions => Before.Count + After.Count;
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The effects of {Command} could not be derived")]
        public static partial void RuleFailed(ILogger logger, string command, Exception e);
    }
}
