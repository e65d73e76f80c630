using System.Net.Sockets;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>
/// Bytes received and not yet consumed, in one pinned piece. It grows only by what has really come: who announces a large value and sends
/// none of it holds no memory.
/// </summary>
internal sealed class ReceiveBuffer
{
    private const int Initial = 16 * 1024;

    /// <summary>Redis' own limit of a command's buffer.</summary>
    private const int Largest = 1024 * 1024 * 1024;

    private byte[] data = GC.AllocateUninitializedArray<byte>(Initial, pinned: true);
    private int start;
    private int end;

    public Span<byte> Span => data.AsSpan(start, end - start);

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
        var length = end - start;
        if (length == 0)
        {
            start = end = 0;
            if (data.Length > Initial * 4)
            {
                data = GC.AllocateUninitializedArray<byte>(Initial, pinned: true);
            }
        }

        if (end < data.Length)
        {
            return;
        }

        var into = data;
        if (length > data.Length / 2)
        {
            if (data.Length >= Largest)
            {
                throw new RequestException("a command is larger than allowed");
            }

            into = GC.AllocateUninitializedArray<byte>(data.Length * 2, pinned: true);
        }

        data.AsSpan(start, length).CopyTo(into);
        (data, start, end) = (into, 0, length);
    }
}
