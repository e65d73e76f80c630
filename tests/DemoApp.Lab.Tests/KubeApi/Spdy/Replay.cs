using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.Tests.KubeApi.Spdy;

/// <summary>A client that says what it was given, listens to nothing and leaves.</summary>
internal sealed class Replay(byte[] said) : DuplexStream
{
    private ReadOnlyMemory<byte> rest = said;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var taken = Math.Min(buffer.Length, rest.Length);
        rest[..taken].CopyTo(buffer);
        rest = rest[taken..];
        return new(taken);
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}
