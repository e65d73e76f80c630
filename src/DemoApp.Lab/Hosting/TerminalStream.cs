using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.Hosting;

/// <summary>A terminal's way out: a new line begins at the left edge (<c>\n</c> becomes <c>\r\n</c>), as kubectl's raw terminal needs it.</summary>
internal sealed class TerminalStream(Stream to) : DuplexStream
{
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
        await to.WriteAsync(text.GetBuffer().AsMemory(0, (int)text.Length), cancellationToken);
    }
}
