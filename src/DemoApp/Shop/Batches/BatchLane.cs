namespace DemoApp.Shop.Batches;

/// <summary>
/// The requests of one site on their way to testdb: while a batch is under way those who come wait, and go together in the next. So
/// each is answered by
/// commands that were sent after it came. One batch at a time; a further one starts only when the first hesitates, so nobody waits behind a
/// silent connection. Both the batches and those who wait have a bound.
/// </summary>
/// <param name="send">Answers or fails each member; must not throw.</param>
/// <param name="late">What a request gets that met its deadline before its batch did.</param>
internal sealed class BatchLane(
    ShopOptions options, TimeSpan deadline, Func<ShopRequest[], Task> send, Func<Exception> late, TimeProvider time) : IDisposable
{
    /// <summary>A batch under way for longer holds up nobody else.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(25);

    private readonly Lock gate = new();
    private readonly List<Batch> underway = [];
    private readonly Queue<ShopRequest> waiting = new();
    private ITimer? timer;
    private bool ticking;

    /// <summary>Requests that wait for a batch to start.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
            {
                return waiting.Count;
            }
        }
    }

    /// <summary>False: the queue is full, and the request must be told so at once.</summary>
    public bool TryJoin(ShopRequest request)
    {
        Batch? first;
        lock (gate)
        {
            var free = IsFreeUnderGate();
            if (!free && waiting.Count >= options.Queue)
            {
                return false;
            }
            waiting.Enqueue(request);
            first = free ? NextUnderGate() : null;
        }
        if (first is not null)
        {
            _ = RunAsync(first);
        }
        return true;
    }

    public void Dispose() => timer?.Dispose();

    private async Task RunAsync(Batch batch)
    {
        await send(batch.Members);
        // By way of the pool's common queue: those who were answered go first, and whom they make room for comes along in the next batch.
        ThreadPool.UnsafeQueueUserWorkItem(static done => done.Lane.Advance(done.Batch), (Lane: this, Batch: batch), preferLocal: false);
    }

    private void Advance(Batch done)
    {
        Batch? next;
        lock (gate)
        {
            underway.Remove(done);
            next = IsFreeUnderGate() ? NextUnderGate() : null;
        }
        if (next is not null)
        {
            _ = RunAsync(next);
        }
    }

    /// <summary>Nothing is under way but what hesitates, and of that not too much.</summary>
    private bool IsFreeUnderGate()
    {
        foreach (var batch in underway)
        {
            if (time.GetElapsedTime(batch.Started) < Patience)
            {
                return false;
            }
        }
        return underway.Count < options.Batches;
    }

    private Batch? NextUnderGate()
    {
        if (waiting.Count == 0)
        {
            return null;
        }
        var members = new ShopRequest[Math.Min(waiting.Count, options.BatchSize)];
        for (var i = 0; i < members.Length; i++)
        {
            members[i] = waiting.Dequeue();
        }
        var batch = new Batch(members, time.GetTimestamp());
        underway.Add(batch);
        if (!ticking)
        {
            ticking = true;
            timer ??= time.CreateTimer(static lane => ((BatchLane)lane!).Tick(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            timer.Change(Patience, Patience);
        }
        return batch;
    }

    /// <summary>Runs while anything is under way; looks after what hesitates.</summary>
    private void Tick()
    {
        Batch? further = null;
        List<ShopRequest>? over = null;
        lock (gate)
        {
            if (underway.Count == 0)
            {
                ticking = false;
                timer!.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                return;
            }
            foreach (var batch in underway)
            {
                foreach (var member in batch.Members)
                {
                    Gather(member, ref over);
                }
            }
            GatherWaitingUnderGate(ref over);
            further = IsFreeUnderGate() ? NextUnderGate() : null;
        }
        if (over is not null)
        {
            Answers.Give([.. over], late, static (late, request, _) => GiveUp(request, late));
        }
        if (further is not null)
        {
            _ = RunAsync(further);
        }
    }

    private static void GiveUp(ShopRequest request, Func<Exception> late)
    {
        if (request.Left.IsCancellationRequested)
        {
            request.TrySetCanceled(request.Left);
        }
        else
        {
            request.TrySetException(late());
        }
    }

    private bool Gather(ShopRequest request, ref List<ShopRequest>? over)
    {
        if (request.Task.IsCompleted || !IsOver(request))
        {
            return false;
        }
        (over ??= []).Add(request);
        return true;
    }

    private void GatherWaitingUnderGate(ref List<ShopRequest>? over)
    {
        for (var left = waiting.Count; left > 0; left--)
        {
            var request = waiting.Dequeue();
            if (!Gather(request, ref over))
            {
                waiting.Enqueue(request);
            }
        }
    }

    private bool IsOver(ShopRequest request) => request.Left.IsCancellationRequested || time.GetElapsedTime(request.Came) >= deadline;

    private sealed record Batch(ShopRequest[] Members, long Started);
}
