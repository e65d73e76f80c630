using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DemoApp.Tests.Testdb.Errors;

/// <summary>Speaks RESP well enough for a client to connect, and says to everything else what the test has it say.</summary>
internal sealed class MisbehavingServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();

    public MisbehavingServer(Func<string, string?> reply)
    {
        Reply = reply;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>The command's name → the reply as it goes over the wire; null: as a well-behaved server would.</summary>
    public Func<string, string?> Reply { get; set; }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Dispose()
    {
        stop.Cancel();
        listener.Dispose();
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(stop.Token));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                // One byte, one character: clients send bytes that are no text.
                using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
                while (await ReadAsync(reader) is { } words)
                {
                    var answer = words.Count == 0 ? "-ERR\r\n" : Reply(words[0].ToUpperInvariant()) ?? Usual(words);
                    await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(answer), stop.Token);
                }
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or FormatException)
            {
                // Either end has left.
            }
        }
    }

    private async Task<List<string>?> ReadAsync(StreamReader reader)
    {
        if (await reader.ReadLineAsync(stop.Token) is not { } head)
        {
            return null;
        }
        var words = new List<string>();
        for (var left = head.StartsWith('*') ? Number(head) : 0; left > 0; left--)
        {
            var word = new char[Number(await reader.ReadLineAsync(stop.Token) ?? "$0") + 2];
            await reader.ReadBlockAsync(word, stop.Token);
            words.Add(new(word, 0, word.Length - 2));
        }
        return words;
    }

    private static int Number(string head) => int.Parse(head.AsSpan(1), CultureInfo.InvariantCulture);

    private static string Usual(List<string> words) => words[0].ToUpperInvariant() switch
    {
        "PING" => "+PONG\r\n",
        "ECHO" => Bulk(words[1]),
        "INFO" => Bulk("redis_version:7.0.15\r\nrole:master\r\n"),
        "CLIENT" or "SELECT" => "+OK\r\n",
        _ => "-ERR unknown command\r\n",
    };

    private static string Bulk(string text) => $"${text.Length}\r\n{text}\r\n";
}
