using System.Text;

namespace DemoApp.Lab.Controllers.Pods;

/// <summary>What a process writes becomes the lines of its container's log. The last line needs no end.</summary>
internal sealed class LogStream(PodLogBook logs, ContainerPlace place) : Stream
{
    private readonly MemoryStream line = new();

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.IndexOf((byte)'\n') is >= 0 and var end)
        {
            line.Write(buffer[..end]);
            EndLine();
            buffer = buffer[(end + 1)..];
        }

        line.Write(buffer);
    }

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (line.Length > 0)
        {
            EndLine();
        }

        line.Dispose();
        base.Dispose(disposing);
    }

    private void EndLine()
    {
        logs.Write(place, Encoding.UTF8.GetString(line.GetBuffer(), 0, (int)line.Length));
        line.SetLength(0);
    }
}
