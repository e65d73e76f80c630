using System.IO.Pipelines;

namespace DemoApp.Lab.KubeApi.Spdy;

/// <summary>
/// One stream the other end opened. Kubernetes' clients and servers know no windows: a stream nobody reads holds up its connection
/// once <see cref="Held"/> bytes wait in it.
/// </summary>
internal sealed class SpdyStream(SpdyConnection connection, uint id, IReadOnlyDictionary<string, string> headers) : DuplexStream
{
    private const int Held = 1024 * 1024;
    private const int MaxFrame = 32 * 1024;
    private readonly Pipe incoming = new(new PipeOptions(pauseWriterThreshold: Held, resumeWriterThreshold: Held / 2));
    private readonly CancellationTokenSource reset = new();
    private bool received;
    private bool sent;

    public uint Id => id;

    public IReadOnlyDictionary<string, string> Headers => headers;

    /// <summary>Cancelled when the other end resets the stream, or is gone.</summary>
    public CancellationToken Reset => reset.Token;

    private bool IsOver => (received && sent) || reset.IsCancellationRequested;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        await incoming.Reader.AsStream(leaveOpen: true).ReadAsync(buffer, cancellationToken);

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (buffer.Length > 0)
        {
            if (sent || reset.IsCancellationRequested)
            {
                throw new IOException($"stream {id} is closed");
            }
            var count = Math.Min(buffer.Length, MaxFrame);
            await connection.SendAsync(new Frame(FrameType.Data, 0, id, buffer[..count]), cancellationToken);
            buffer = buffer[count..];
        }
    }

    /// <summary>Nothing more is written. The other end may still write.</summary>
    public async Task CompleteAsync(CancellationToken ct)
    {
        if (sent || reset.IsCancellationRequested)
        {
            return;
        }
        sent = true;
        await connection.SendAsync(new Frame(FrameType.Data, Frame.Fin, id, default), ct);
        if (IsOver)
        {
            connection.Forget(this);
        }
    }

    /// <summary>Takes what the other end wrote; after the reader has left it is thrown away.</summary>
    internal async Task ReceiveAsync(ReadOnlyMemory<byte> data, bool isLast, CancellationToken ct)
    {
        if (received)
        {
            return;
        }
        if (data.Length > 0)
        {
            await incoming.Writer.WriteAsync(data, ct);
        }
        if (isLast)
        {
            received = true;
            await incoming.Writer.CompleteAsync();
            if (IsOver)
            {
                connection.Forget(this);
            }
        }
    }

    internal void Abort()
    {
        reset.Cancel();
        incoming.Writer.Complete(new IOException($"stream {id} was reset"));
    }

    /// <summary>Nobody reads any more.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            incoming.Reader.Complete();
        }
        base.Dispose(disposing);
    }
}
