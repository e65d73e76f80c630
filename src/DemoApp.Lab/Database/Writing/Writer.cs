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
    private readonly LogBuilder log = new();
    private readonly ILogger logger;
    private readonly Action<Exception> failed;
    private volatile TaskCompletionSource? changed;
    private int scheduled;
    private bool ended;

    /// <param name="primary">Driven by this writer alone.</param>
    /// <param name="volumes">Those of the live nodes, the primary's first.</param>
    /// <param name="failed">Told when the primary's own disk fails: nothing is acknowledged after that.</param>
    /// <param name="logger">For failing followers.</param>
    public Writer(Primary primary, IEnumerable<Volume> volumes, Action<Exception> failed, ILogger logger)
    {
        Primary = primary;
        Volumes = [.. volumes];
        this.failed = failed;
        this.logger = logger;
        log.Tail = Volumes[0].Tail;
        log.Epoch = log.Tail.Epoch + 1;
        Outgoing.Start(primary.Replica.Context.Contiguous[primary.Replica.Self]);
    }

    public Primary Primary { get; }

    public OutgoingLog Outgoing { get; } = new();

    /// <summary>Only for code that runs by <see cref="AskAsync{T}"/>.</summary>
    public List<Volume> Volumes { get; }

    public LogBuilder Records => log;

    /// <summary>Ends when something is written after the call.</summary>
    public Task Changed
    {
        get
        {
            var waits = changed;
            while (waits is null)
            {
                Interlocked.CompareExchange(ref changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
                waits = changed;
            }

            return waits.Task;
        }
    }

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
        lock (log)
        {
            ended = true;
            Fail(new ObjectDisposedException(nameof(Writer)));
            Primary.Dispose();
        }
    }

    /// <summary>Works off what waits. Runs on one thread at a time.</summary>
    public void Execute()
    {
        lock (log)
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
                    Primary.Execute(jobs, log);
                }

                Commit();
                if (question?.Answer(Primary) is { } done)
                {
                    after.Add(done);
                    Commit();
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

    private void Commit()
    {
        log.End();
        if (log.IsEmpty)
        {
            return;
        }

        for (var i = Volumes.Count - 1; i >= 0; i--)
        {
            try
            {
                Volumes[i].Append(log.Bytes, log.Tail);
            }
            catch (Exception e) when (i > 0 && e is IOException or ObjectDisposedException or UnauthorizedAccessException)
            {
                Log.FollowerLost(logger, Volumes[i].Directory, e.Message);
                Volumes.RemoveAt(i);
            }
        }

        foreach (var (record, start) in log.Records)
        {
            if (record.Kind is LogRecordKind.Own)
            {
                Outgoing.Add(record, log.PayloadOf(record, start));
            }
        }

        log.Clear();
        if (changed is { } waits)
        {
            changed = null;
            waits.TrySetResult();
        }
    }

    private void Answer()
    {
        foreach (var job in jobs)
        {
            job.Complete();
        }

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

    private interface IQuestion
    {
        /// <summary>Asks, and returns what tells the asker once all is on disk.</summary>
        Action Answer(Primary primary);

        void Fail(Exception e);
    }

    private sealed class Question<T>(Func<Primary, T> ask) : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), IQuestion
    {
        public Action Answer(Primary primary)
        {
            try
            {
                var answer = ask(primary);
                return () => TrySetResult(answer);
            }
            catch (Exception e) when (e is InvalidDataException or OperationCanceledException)
            {
                return () => TrySetException(e);
            }
        }

        public void Fail(Exception e) => TrySetException(e);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Critical, Message = "The database's writer stopped")]
        public static partial void Stopped(ILogger logger, Exception e);

        [LoggerMessage(Level = LogLevel.Error, Message = "A node left the database: its volume {Directory} takes no more writes: {Error}")]
        public static partial void FollowerLost(ILogger logger, string directory, string error);
    }
}
