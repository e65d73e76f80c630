using System.IO.Pipelines;
using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>One channel both ways.</summary>
internal sealed class ChannelConnection(ChannelSocket socket, byte channel) : DuplexStream
{
    private const int Held = 1024 * 1024;
    private readonly Pipe incoming = new(new PipeOptions(pauseWriterThreshold: Held, resumeWriterThreshold: Held / 2));

    public async ValueTask ReceiveAsync(ReadOnlyMemory<byte> data, CancellationToken ct) => await incoming.Writer.WriteAsync(data, ct);

    /// <summary>The client says no more.</summary>
    public ValueTask CompleteAsync() => incoming.Writer.CompleteAsync();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await incoming.Reader.AsStream(leaveOpen: true).ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        await socket.SendAsync(channel, buffer, cancellationToken);

    protected override void Dispose(bool disposing)
    {
        incoming.Reader.Complete();
        base.Dispose(disposing);
    }
}
