using System.Buffers;
using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Writing;

/// <summary>Puts the writes of many connections together to rounds, as large as their order allows.</summary>
internal sealed class JobRunner
{
    private readonly Author author;
    private readonly GarnetSession session2;
    private readonly GarnetSession session3;
    private readonly Action flushView;
    private readonly Round round;
    private GarnetSession session;

    /// <param name="author">Of the replica that the node shows.</param>
    /// <param name="node">Where the commands run.</param>
    /// <param name="flushView">Sends what the author has written to its view.</param>
    /// <param name="logger">For rules that fail.</param>
    public JobRunner(Author author, GarnetNode node, Action flushView, ILogger logger)
    {
        (this.author, this.flushView) = (author, flushView);
        round = new Round(author, logger);
        (session2, session3) = (node.Open(), node.Open());
        session = session2;
        var hello = new PinnedBuffer(64);
        hello.Append("*2\r\n$5\r\nHELLO\r\n$1\r\n3\r\n"u8);
        session3.Run(hello.Span);
        session3.Replies.Clear();
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
            round.IsOneTransaction = true;
            foreach (var command in job.Commands)
            {
                Prepare(job, command, log);
                RunPrepared(log);
            }

            round.IsOneTransaction = false;
            RunPrepared(log);
            return;
        }

        round.BeginTransaction(job);
        foreach (var command in job.Commands)
        {
            Prepare(job, command, log);
        }

        round.EndTransaction();
    }

    private void Prepare(WriteJob job, WriteCommand command, LogBuilder log)
    {
        var rule = command.Info.Rule;
        var refusal = command.Info.Refuses(command.Args) ?? (IsFull ? FullNode.Refuses(command.Info) : null);
        if (refusal is not null)
        {
            round.Add(new Step(job, command, [], [], refusal));
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

        round.Add(new Step(job, command, rule?.Before(command.Args) ?? [], rule?.After(command.Args) ?? [], null));
    }

    private void RunPrepared(LogBuilder log)
    {
        round.Run(session, log);
        flushView();
    }
}
