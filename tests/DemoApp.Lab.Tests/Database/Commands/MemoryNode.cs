using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Nodes;
using Microsoft.Extensions.Logging.Abstractions;

namespace DemoApp.Lab.Tests.Database.Commands;

/// <summary>A real Garnet, all in memory, asked through a session of its own.</summary>
internal sealed class MemoryNode : IAsyncDisposable
{
    private readonly GarnetNode node = new(new GarnetNodeOptions(), NullLoggerFactory.Instance);
    private readonly GarnetSession session;
    private readonly PinnedBuffer requests = new();

    private MemoryNode() => session = node.Open();

    public static Task<MemoryNode> StartAsync(CancellationToken ct) => Task.Run(() => new MemoryNode(), ct);

    public Task<RespValue> AskAsync(CancellationToken ct, params byte[][] command)
    {
        ct.ThrowIfCancellationRequested();
        requests.Clear();
        RespWriter.WriteCommand(requests, command);
        session.Run(requests.Span);
        var at = 0;
        var answered = RespReader.TryRead(session.Replies.Span, ref at, out var reply);
        session.Replies.Clear();
        return Task.FromResult(answered ? reply! : throw new InvalidDataException("The node owes a reply."));
    }

    public ValueTask DisposeAsync()
    {
        node.Dispose();
        return ValueTask.CompletedTask;
    }
}
