using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DemoApp.Bench.Survival;

/// <summary>The least Redis client: it knows exactly which commands were sent and which were answered.</summary>
internal sealed class RespClient : IAsyncDisposable
{
    private readonly NetworkStream stream;
    private readonly StreamReader reader;

    private RespClient(Socket socket)
    {
        stream = new(socket, ownsSocket: true);
        reader = new(stream, Encoding.ASCII, false, 16 * 1024);
    }

    /// <exception cref="SocketException">Refused.</exception>
    public static async Task<RespClient> ConnectAsync(IPEndPoint to, CancellationToken ct)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, ct);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends; from now on each of them may have happened.</summary>
    public async Task SendAsync(IEnumerable<string[]> commands, CancellationToken ct)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            text.Append(CultureInfo.InvariantCulture, $"*{command.Length}\r\n");
            foreach (var word in command)
            {
                text.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n");
            }
        }
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text.ToString()), ct);
    }

    /// <summary>The next reply: its text, its items joined by new lines, "" for none.</summary>
    /// <exception cref="IOException">The connection is gone.</exception>
    /// <exception cref="RespErrorException">The database said no.</exception>
    public async Task<string> ReceiveAsync(CancellationToken ct)
    {
        var line = await reader.ReadLineAsync(ct) ?? throw new IOException("closed");
        var rest = line[1..];
        switch (line[0])
        {
            case '+' or ':':
                return rest;
            case '-':
                throw new RespErrorException(rest);
            case '$' when int.Parse(rest, CultureInfo.InvariantCulture) is >= 0 and var length:
                var block = new char[length + 2];
                var read = await reader.ReadBlockAsync(block.AsMemory(), ct);
                return read == block.Length ? new string(block, 0, length) : throw new IOException("closed");
            case '*' when int.Parse(rest, CultureInfo.InvariantCulture) is >= 0 and var count:
                var items = new string[count];
                for (var i = 0; i < count; i++)
                {
                    items[i] = await ReceiveAsync(ct);
                }
                return string.Join('\n', items);
            default:
                return "";
        }
    }

    public async Task<string> AskAsync(CancellationToken ct, params string[] command)
    {
        await SendAsync([command], ct);
        return await ReceiveAsync(ct);
    }

    public ValueTask DisposeAsync()
    {
        reader.Dispose();
        return stream.DisposeAsync();
    }
}

/// <summary>An error reply: the command was answered, and did nothing.</summary>
internal sealed class RespErrorException(string message) : Exception(message);
