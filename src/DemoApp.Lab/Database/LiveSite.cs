using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Writing;

namespace DemoApp.Lab.Database;

/// <summary>A site while it has a primary: from the promotion of one of its nodes until that node ends.</summary>
internal sealed class LiveSite : IDisposable
{
    private readonly Func<LiveSite, CancellationToken, Task> snapshot;
    private readonly CancellationTokenSource ended;
    private readonly CancellationToken token;

    public LiveSite(string pod, Writer writer, Func<LiveSite, CancellationToken, Task> snapshot)
    {
        (Pod, Writer, this.snapshot) = (pod, writer, snapshot);
        Directory = writer.Volumes[0].Directory;
        ended = new CancellationTokenSource();
        token = ended.Token;
    }

    public string Pod { get; }

    public Writer Writer { get; }

    /// <summary>The primary's volume.</summary>
    public string Directory { get; }

    public CancellationToken Ended => token;

    /// <summary>Takes effects that a link brought, the payloads of log records; done when they are on disk.</summary>
    public Task<int> ReceiveAsync(IReadOnlyList<byte[]> payloads) =>
        Writer.AskAsync(primary => payloads.Sum(payload => primary.Apply(payload, Writer.Records)));

    /// <summary>Takes a peer's whole state; done when a snapshot with it is on disk.</summary>
    public async Task MergeAsync(ReadOnlyMemory<byte> state, CancellationToken ct)
    {
        var reading = SnapshotCodec.Read(state.Span);
        if (!reading.IsWhole)
        {
            throw new InvalidDataException("A peer's state arrived damaged.");
        }

        await Writer.AskAsync(primary =>
        {
            primary.Merge(reading.Snapshot);
            return true;
        });
        await snapshot(this, ct);
    }

    public void Dispose()
    {
        ended.Cancel();
        Writer.Dispose();
        ended.Dispose();
    }
}
