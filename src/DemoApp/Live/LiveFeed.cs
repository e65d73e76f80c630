using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DemoApp.Live;

/// <summary>
/// The one feed: a snapshot, then every change with the next sequence number. A subscriber gets both in one call, so it misses
/// nothing and doubles nothing; with the id of its last message it goes on from there. One that does not keep up is cut off and resumes.
/// </summary>
internal sealed class LiveFeed(Func<string, long, LiveMessage> snapshot)
{
    private const int Remembered = 1024;
    private const int Behind = 256;

    private readonly Lock gate = new();
    private readonly Queue<LiveMessage> history = new();
    private readonly HashSet<Channel<LiveMessage>> subscribers = [];
    private long sequence;

    /// <summary>Names this run of the program: a sequence of another run means nothing here.</summary>
    public string Epoch { get; } = Guid.NewGuid().ToString("N")[..8];

    public long Sequence => Interlocked.Read(ref sequence);

    public int Subscribers
    {
        get
        {
            lock (gate)
            {
                return subscribers.Count;
            }
        }
    }

    public LiveMessage Snapshot()
    {
        lock (gate)
        {
            return snapshot(Epoch, sequence);
        }
    }

    /// <summary>Publishes a change; the message is made with its sequence number inside the order.</summary>
    public void Publish<T>(Func<long, T> message)
    {
        lock (gate)
        {
            var next = LiveMessage.Of(Epoch, ++sequence, message(sequence));
            history.Enqueue(next);
            if (history.Count > Remembered)
            {
                history.Dequeue();
            }
            SendLocked(next);
        }
    }

    /// <summary>Sends a word that changes nothing and is not kept.</summary>
    public void Beat<T>(Func<long, T> message)
    {
        lock (gate)
        {
            if (subscribers.Count > 0)
            {
                SendLocked(LiveMessage.Of(Epoch, sequence, message(sequence)));
            }
        }
    }

    /// <param name="after">The id of the last message received; null or one no longer kept: begin with a snapshot.</param>
    public async IAsyncEnumerable<LiveMessage> SubscribeAsync(string? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var channel = Channel.CreateBounded<LiveMessage>(Remembered + Behind);
        lock (gate)
        {
            foreach (var message in MissedLocked(after) ?? [snapshot(Epoch, sequence)])
            {
                channel.Writer.TryWrite(message);
            }
            subscribers.Add(channel);
        }
        try
        {
            await foreach (var message in channel.Reader.ReadAllAsync(ct))
            {
                yield return message;
            }
        }
        finally
        {
            lock (gate)
            {
                subscribers.Remove(channel);
            }
        }
    }

    private List<LiveMessage>? MissedLocked(string? after)
    {
        var dash = after?.LastIndexOf('-') ?? -1;
        if (dash < 0 || after![..dash] != Epoch || !long.TryParse(after.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var last) || last > sequence)
        {
            return null;
        }
        var oldest = history.TryPeek(out var first) ? first.Sequence : sequence + 1;
        return last >= oldest - 1 ? [.. history.Where(m => m.Sequence > last)] : null;
    }

    private void SendLocked(LiveMessage message)
    {
        foreach (var subscriber in subscribers.ToArray())
        {
            if (!subscriber.Writer.TryWrite(message))
            {
                subscriber.Writer.TryComplete();
                subscribers.Remove(subscriber);
            }
        }
    }
}
