using DemoApp.Lab.Database.Files;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// Writes the records of a batch to every live volume, then tells the links and those who wait for a change. A follower whose disk does not
/// take them leaves; the primary's own must.
/// </summary>
internal sealed partial class Commit
{
    private readonly ChangeSignal changed = new();
    private readonly ILogger logger;

    /// <param name="volumes">Those of the live nodes, the primary's first.</param>
    /// <param name="logger">For failing followers.</param>
    public Commit(IEnumerable<Volume> volumes, ILogger logger)
    {
        Volumes = [.. volumes];
        this.logger = logger;
        Records.Tail = Volumes[0].Tail;
        Records.Epoch = Records.Tail.Epoch + 1;
    }

    public List<Volume> Volumes { get; }

    /// <summary>What the next <see cref="Run"/> writes.</summary>
    public LogBuilder Records { get; } = new();

    public OutgoingLog Outgoing { get; } = new();

    /// <inheritdoc cref="ChangeSignal.Next"/>
    public Task Changed => changed.Next;

    public void Run()
    {
        Records.End();
        if (Records.IsEmpty)
        {
            return;
        }

        for (var i = Volumes.Count - 1; i >= 0; i--)
        {
            try
            {
                Volumes[i].Append(Records.Bytes, Records.Tail);
            }
            catch (Exception e) when (i > 0 && e is IOException or ObjectDisposedException or UnauthorizedAccessException)
            {
                Log.FollowerLost(logger, Volumes[i].Directory, e.Message);
                Volumes.RemoveAt(i);
            }
        }

        foreach (var (record, start) in Records.Records)
        {
            if (record.Kind is LogRecordKind.Own)
            {
                Outgoing.Add(record, Records.PayloadOf(record, start));
            }
        }

        Records.Clear();
        changed.Raise();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A node left the database: its volume {Directory} takes no more writes: {Error}")]
        public static partial void FollowerLost(ILogger logger, string directory, string error);
    }
}
