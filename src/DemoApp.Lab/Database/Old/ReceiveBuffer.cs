using System.Net.Sockets;

namespace DemoApp.Lab.Database.Old;

/// <summary>Bytes received and not yet consumed, in one piece, so that parsers see a span.</summary>
internal sealed class ReceiveBuffer
{
    private const int InitialSize = 16 * 1024;

    /// <summary>Redis' own limit of a bulk string, and a little.</summary>
    private const int MaximumSize = 600 * 1024 * 1024;

    private byte[] data = new byte[InitialSize];
    private int start;
    private int end;

    public ReadOnlySpan<byte> Span => data.AsSpan(start, end - start);

    public ReadOnlyMemory<byte> Memory => data.AsMemory(start, end - start);

    public void Consume(int count) => start += count;

    /// <summary>Waits for more; false when the other side has ended.</summary>
    public async ValueTask<bool> ReceiveAsync(Socket socket, CancellationToken ct)
    {
        MakeRoom();
        var read = await socket.ReceiveAsync(data.AsMemory(end), SocketFlags.None, ct);
        end += read;
        return read > 0;
    }

    private void MakeRoom()
    {
        if (start == end)
        {
            start = end = 0;
        }

        if (end < data.Length)
        {
            return;
        }

        var length = end - start;
        if (length > data.Length / 2)
        {
            if (data.Length > MaximumSize)
            {
                throw new InvalidDataException("A command is larger than Redis allows.");
            }

            Array.Resize(ref data, data.Length * 2);
        }

        data.AsSpan(start, length).CopyTo(data);
        start = 0;
        end = length;
    }
}
