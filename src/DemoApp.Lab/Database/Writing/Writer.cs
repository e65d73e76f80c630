using System.Collections.Concurrent;
using DemoApp.Lab.Database.Files;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// The one writer of a site. All that waits is taken as one batch: run on the primary, written to the log of every live node with one
/// call each, and only then answered. So what was acknowledged is on every live volume, whatever happens next.
/// </summary>
internal sealed partial class Writer : IThreadPoolWorkItem, IDisposable
{
    /// <summary>Bounds how long the first of a batch waits for the last.</summary>
    private const int Most = 512;

    private readonly ConcurrentQueue<object> waiting = new();
    private readonly List<WriteJob> jobs = [];
    private readonly List<Action> after = [];
    private readonly Commit commit;
    private readonly ILogger logger;
    private readonly Action<Exception> failed;
    private int scheduled;
    private bool ended;

    /// <param name="primary">Driven by this writer alone.</param>
    /// <param name="volumes">Those of the live nodes, the primary's first.</param>
    /// <param name="failed">Told when the primary's own disk fails: nothing is acknowledged after that.</param>
    /// <param name="logger">For failing disks.</param>
    public Writer(Primary primary, IEnumerable<Volume> volumes, Action<Exception> failed, ILogger logger)
    {
        Primary = primary;
        commit = new Commit(volumes, logger);
        this.failed = failed;
        this.logger = logger;
        Outgoing.Start(primary.Replica.Context.Contiguous[primary.Replica.Self]);
    }

    public Primary Primary { get; }

    public OutgoingLog Outgoing => commit.Outgoing;

    /// <summary>Only for code that runs by <see cref="AskAsync{T}"/>.</summary>
    public List<Volume> Volumes => commit.Volumes;

    public LogBuilder Records => commit.Records;

    /// <inheritdoc cref="ChangeSignal.Next"/>
    public Task Changed => commit.Changed;

    public void Add(WriteJob job) => Enqueue(job);

    /// <summary>Does something with the state, between batches. What it adds to the log is on disk when the call returns.</summary>
    public Task<T> AskAsync<T>(Func<Primary, T> ask)
    {
        var question = new Question<T>(ask);
        Enqueue(question);
        return question.Task;
    }

    /// <summary>Nothing that waits or comes is answered any more.</summary>
    public void Dispose()
    {
        lock (jobs)
        {
            ended = true;
            Fail(new ObjectDisposedException(nameof(Writer)));
            Primary.Dispose();
        }
    }

    /// <summary>Works off what waits. Runs on one thread at a time.</summary>
    public void Execute()
    {
        lock (jobs)
        {
            do
            {
                Batch();
                // A full fence: the look at what waits must not come before others can see that nobody works.
                Interlocked.Exchange(ref scheduled, 0);
            }
            while (!waiting.IsEmpty && Interlocked.CompareExchange(ref scheduled, 1, 0) == 0);
        }
    }

    private void Enqueue(object item)
    {
        waiting.Enqueue(item);
        if (Interlocked.CompareExchange(ref scheduled, 1, 0) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Batch()
    {
        while (!waiting.IsEmpty)
        {
            if (ended)
            {
                Fail(new ObjectDisposedException(nameof(Writer)));
                return;
            }

            var (from, question) = (jobs.Count, default(IQuestion));
            while (question is null && jobs.Count < Most && waiting.TryDequeue(out var item))
            {
                if (item is WriteJob job)
                {
                    jobs.Add(job);
                }
                else
                {
                    question = (IQuestion)item;
                }
            }

            try
            {
                if (jobs.Count > from)
                {
                    Primary.Execute(jobs, Records);
                }

                commit.Run();
                if (question?.Answer(Primary) is { } done)
                {
                    after.Add(done);
                    commit.Run();
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                ended = true;
                Log.Stopped(logger, e);
                Fail(e);
                failed(e);
                return;
            }

            Answer();
        }
    }

    private void Answer()
    {
        Answers.Give(jobs);
        foreach (var done in after)
        {
            done();
        }

        jobs.Clear();
        after.Clear();
    }

    private void Fail(Exception e)
    {
        while (waiting.TryDequeue(out var item))
        {
            if (item is WriteJob job)
            {
                job.Fail(e);
            }
            else
            {
                ((IQuestion)item).Fail(e);
            }
        }

        foreach (var job in jobs)
        {
            job.Fail(e);
        }

        jobs.Clear();
        after.Clear();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The database's writer stopped")]
        public static partial void Stopped(ILogger logger, Exception e);
    }
}
