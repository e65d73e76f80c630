using DemoApp.Lab.Database.ActiveActive;
using DemoApp.Lab.Database.Commands;
using DemoApp.Lab.Database.Files;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging;

namespace DemoApp.Lab.Database.Writing;

/// <summary>
/// The state that serves: the Active-Active replica and the node that shows it. Driven by the one <see cref="Writer"/>; only sessions for
/// reading are opened from elsewhere.
/// </summary>
internal sealed partial class Primary : IDisposable
{
    private readonly ILogger logger;
    private readonly JobRunner runner;
    private readonly long maxMemory;
    private long grown;
    private readonly NodeWriter nodeWriter;
    private readonly NodeView view;
    private readonly Incoming incoming;

    public Primary(Replica replica, GarnetNodeOptions options, ILoggerFactory loggers)
    {
        Replica = replica;
        maxMemory = options.MaxMemory;
        logger = loggers.CreateLogger<Primary>();
        Node = new GarnetNode(options, loggers);
        nodeWriter = new NodeWriter(Node.Open());
        view = new NodeView(nodeWriter);
        incoming = new Incoming(replica, nodeWriter, view);
        runner = new JobRunner(new Author(replica, view), Node, FlushView, logger);
        replica.Show(view);
        FlushView();
    }

    public Replica Replica { get; }

    public GarnetNode Node { get; }

    /// <summary>Runs jobs in order, fills their replies, and adds their effects to the log.</summary>
    public void Execute(IReadOnlyList<WriteJob> jobs, LogBuilder log)
    {
        var before = log.Length;
        runner.Run(jobs, log);
        Grow(log.Length - before);
    }

    /// <summary>Applies what another site did, and adds it to the log; what was known already is left out.</summary>
    /// <returns>How many effects were new.</returns>
    public int Apply(ReadOnlySpan<byte> payload, LogBuilder log)
    {
        try
        {
            return incoming.Apply(payload, log);
        }
        finally
        {
            FlushView();
            Grow(payload.Length);
        }
    }

    public void Merge(Snapshot snapshot)
    {
        Replica.Merge(snapshot, view);
        FlushView();
    }

    /// <summary>Forgets what all peers have seen, and ends what is over.</summary>
    public void Collect(LogBuilder log)
    {
        if (Replica.Collect(view) is { Length: > 0 } effects)
        {
            log.Add(LogRecordKind.Own, effects, Replica.Clock.Now);
        }

        FlushView();
    }

    /// <summary>The node has as much memory as it may: only writes that give some back are taken.</summary>
    public bool IsFull => runner.IsFull;

    /// <summary>Looks how much memory the node has taken.</summary>
    public void Weigh()
    {
        grown = 0;
        runner.IsFull = Node.UsedBytes() > maxMemory;
    }

    /// <summary>
    /// The node's memory never shrinks: a removed record keeps its place. True when a new node, made from the state, would have room.
    /// </summary>
    public bool WouldFitAnew()
    {
        var size = new SizeView();
        Replica.Show(size);
        return size.Bytes < maxMemory / 4 * 3;
    }

    public void Dispose() => Node.Dispose();

    /// <summary>Much can be written before the next weighing by the clock.</summary>
    private void Grow(int bytes)
    {
        grown += bytes;
        if (grown > maxMemory / 64)
        {
            Weigh();
        }
    }

    private void FlushView()
    {
        nodeWriter.Flush();
        if (nodeWriter.TakeError() is { } error)
        {
            Log.ViewRefused(logger, error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "The node refused to show a change: {Error}")]
        public static partial void ViewRefused(ILogger logger, string error);
    }
}
