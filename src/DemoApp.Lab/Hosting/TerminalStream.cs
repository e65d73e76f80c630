using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.Hosting;

/// <summary>A terminal's way out: a new line begins at the left edge, as the raw terminal of kubectl's user needs it.</summary>
internal sealed class TerminalStream(Stream to) : DuplexStream
{
    /// <summary>A person's keys are shown while a command writes.</summary>
    private readonly SemaphoreSlim writing = new(1, 1);

    public override bool CanRead => false;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var text = new MemoryStream(buffer.Length + 64);
        foreach (var letter in buffer.Span)
        {
            if (letter == '\n')
            {
                text.WriteByte((byte)'\r');
            }
            text.WriteByte(letter);
        }
        await writing.WaitAsync(cancellationToken);
        try
        {
            await to.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), cancellationToken);
        }
        finally
        {
            writing.Release();
        }
    }

    protected override void Dispose(bool disposing)
    {
        writing.Dispose();
        base.Dispose(disposing);
    }
}
