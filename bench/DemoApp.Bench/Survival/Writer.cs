using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace DemoApp.Bench.Survival;

/// <summary>
/// Writes at one site as fast as it is answered, and keeps a log: what was acknowledged, what was sent and never answered. Each
/// round counts once, adds one element nobody else adds, and sets a register of its own to a rising number.
/// </summary>
internal sealed class Writer(string name, IPEndPoint testdb)
{
    public const string Counter = "survival:count";
    public const string Elements = "survival:set";
    private const int Pipeline = 8;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private long number;

    public string Register => "survival:last:" + name;

    /// <summary>Increments the database acknowledged, and those it may have made.</summary>
    public long Counted { get; private set; }

    public long PerhapsCounted { get; private set; }

    public long LastAcknowledged { get; private set; }

    public ConcurrentDictionary<string, byte> Added { get; } = new();

    public ConcurrentDictionary<string, byte> PerhapsAdded { get; } = new();

    /// <summary>Rounds that got no acknowledgement, refused ones included.</summary>
    public long Refused { get; private set; }

    public async Task RunAsync(CancellationToken ct)
    {
        RespClient? client = null;
        while (!ct.IsCancellationRequested)
        {
            try
            {
                using var patience = new CancellationTokenSource(Deadline);
                client ??= await RespClient.ConnectAsync(testdb, patience.Token);
                await RoundAsync(client);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or RespErrorException)
            {
                Refused += Pipeline;
                await (client?.DisposeAsync() ?? ValueTask.CompletedTask);
                client = null;
                await Task.Delay(Pause, TimeProvider.System, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await (client?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task RoundAsync(RespClient client)
    {
        using var patience = new CancellationTokenSource(Deadline);
        var first = number + 1;
        number += Pipeline;
        string[] elements = [.. Enumerable.Range(0, Pipeline).Select(i => string.Create(CultureInfo.InvariantCulture, $"{name}-{first + i}"))];
        // From here on all of them may have happened, until an answer says more.
        PerhapsCounted += Pipeline;
        Array.ForEach(elements, e => PerhapsAdded.TryAdd(e, 0));
        await client.SendAsync(elements.SelectMany((e, i) => (string[][])
        [
            ["INCR", Counter], ["SADD", Elements, e], ["SET", Register, (first + i).ToString(CultureInfo.InvariantCulture)],
        ]), patience.Token);
        for (var i = 0; i < Pipeline; i++)
        {
            await client.ReceiveAsync(patience.Token);
            (Counted, PerhapsCounted) = (Counted + 1, PerhapsCounted - 1);
            await client.ReceiveAsync(patience.Token);
            Added.TryAdd(elements[i], 0);
            PerhapsAdded.TryRemove(elements[i], out _);
            await client.ReceiveAsync(patience.Token);
            LastAcknowledged = first + i;
        }
    }
}
