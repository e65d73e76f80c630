using DemoApp.Lab.KubeApi.Spdy;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>What is written here goes out on one channel.</summary>
internal sealed class ChannelStream(ChannelSocket socket, byte channel) : DuplexStream
{
    public override bool CanRead => false;

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.Length > 0)
        {
            await socket.SendAsync(channel, buffer, cancellationToken);
        }
    }
}
