namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// Jobs that are on disk, and whose connections are told one after the other by one thread: to wake a thread for each costs more than to
/// send a reply.
/// </summary>
internal sealed class Answers(WriteJob[] jobs) : IThreadPoolWorkItem
{
    /// <summary>So many wait for each other at most; two threads share what is less.</summary>
    private const int Most = 8;

    public static void Give(List<WriteJob> done)
    {
        var each = Math.Clamp((done.Count + 1) / 2, 1, Most);
        for (var i = 0; i < done.Count; i += each)
        {
            var some = new Answers([.. done[i..Math.Min(i + each, done.Count)]]);
            ThreadPool.UnsafeQueueUserWorkItem(some, preferLocal: false);
        }
    }

    public void Execute()
    {
        foreach (var job in jobs)
        {
            job.Complete();
        }
    }
}
