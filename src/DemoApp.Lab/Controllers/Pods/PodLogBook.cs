using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace DemoApp.Lab.Controllers.Pods;

internal readonly record struct LogEntry(DateTimeOffset At, string Text);

/// <summary>The last lines each container wrote. Gone with the pod, as on a node.</summary>
internal sealed class PodLogBook(TimeProvider time)
{
    private const int Kept = 1000;
    private readonly ConcurrentDictionary<ContainerPlace, Book> books = new();

    public void Write(ContainerPlace place, string text) =>
        books.GetOrAdd(place, _ => new Book()).Write(new LogEntry(time.GetUtcNow(), text));

    /// <summary>For pods whose name ends in a random part: the first that writes under the prefix.</summary>
    public void WriteByPrefix(string ns, string prefix, string container, string text)
    {
        foreach (var (key, book) in books)
        {
            if (key.Container == container && key.Namespace == ns && key.Pod.StartsWith(prefix, StringComparison.Ordinal))
            {
                book.Write(new LogEntry(time.GetUtcNow(), text));
            }
        }
    }

    /// <summary>The container ended: readers that follow come to an end, and so does one that begins to.</summary>
    public void End(ContainerPlace place) => books.GetValueOrDefault(place)?.Close();

    /// <summary>The container starts again: what it wrote is that of the run before.</summary>
    public void Turn(ContainerPlace place) => books.GetValueOrDefault(place)?.Turn();

    /// <summary>What the run before the present one wrote.</summary>
    public IReadOnlyList<LogEntry> Previous(ContainerPlace place) => books.GetValueOrDefault(place)?.Previous ?? [];

    /// <summary>The pod is gone: readers that follow come to an end.</summary>
    public void Close(string ns, string pod)
    {
        foreach (var key in books.Keys.Where(k => k.Pod == pod && k.Namespace == ns))
        {
            if (books.TryRemove(key, out var book))
            {
                book.Close();
            }
        }
    }

    public async IAsyncEnumerable<LogEntry> ReadAsync(
        ContainerPlace place, bool follow, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var book = books.GetOrAdd(place, _ => new Book());
        var (lines, live) = book.Open(follow);
        foreach (var line in lines)
        {
            yield return line;
        }

        if (live is null)
        {
            yield break;
        }

        try
        {
            await foreach (var line in live.Reader.ReadAllAsync(cancellationToken))
            {
                yield return line;
            }
        }
        finally
        {
            book.Leave(live);
        }
    }

    private sealed class Book
    {
        private readonly Lock gate = new();
        private readonly Queue<LogEntry> lines = new();
        private LogEntry[] previous = [];
        private bool ended;
        private readonly List<Channel<LogEntry>> followers = [];

        public IReadOnlyList<LogEntry> Previous => Volatile.Read(ref previous);

        public void Turn()
        {
            lock (gate)
            {
                Volatile.Write(ref previous, [.. lines]);
                lines.Clear();
                ended = false;
            }
        }

        public void Write(LogEntry entry)
        {
            lock (gate)
            {
                lines.Enqueue(entry);
                while (lines.Count > Kept)
                {
                    lines.Dequeue();
                }

                followers.ForEach(f => f.Writer.TryWrite(entry));
            }
        }

        public (LogEntry[] Lines, Channel<LogEntry>? Live) Open(bool follow)
        {
            lock (gate)
            {
                var live = follow && !ended ? Channel.CreateUnbounded<LogEntry>() : null;
                if (live is not null)
                {
                    followers.Add(live);
                }

                return ([.. lines], live);
            }
        }

        public void Leave(Channel<LogEntry> live)
        {
            lock (gate)
            {
                followers.Remove(live);
            }
        }

        public void Close()
        {
            lock (gate)
            {
                ended = true;
                followers.ForEach(f => f.Writer.TryComplete());
            }
        }
    }
}
