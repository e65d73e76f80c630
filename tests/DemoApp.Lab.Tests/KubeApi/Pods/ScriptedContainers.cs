using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using DemoApp.Lab.KubeApi.Pods;

namespace DemoApp.Lab.Tests.KubeApi.Pods;

/// <summary>Containers with a handful of commands, a log one writes to, and one port that echoes.</summary>
internal sealed class ScriptedContainers : IPodExec, IPodLogs, IPodPorts, IDisposable
{
    public const int EchoPort = 7;
    private readonly TcpListener echo = new(IPAddress.Loopback, 0);

    public ScriptedContainers()
    {
        echo.Start();
        _ = EchoAsync();
    }

    public Channel<PodLogLine> Live { get; } = Channel.CreateUnbounded<PodLogLine>();

    public TaskCompletionSource Interrupted { get; } = new();

    public async Task<int> ExecAsync(PodCommand command, Stream stdin, Stream stdout, Stream stderr, CancellationToken ct)
    {
        switch (command.Words.ToArray())
        {
            case ["cat"]:
                await stdin.CopyToAsync(stdout, ct);
                return 0;
            case ["echo", .. var words]:
                await stdout.WriteAsync(Encoding.UTF8.GetBytes(string.Join(' ', words) + "\n"), ct);
                return 0;
            case ["both"]:
                await stdout.WriteAsync("to stdout\n"u8.ToArray(), ct);
                await stderr.WriteAsync("to stderr\n"u8.ToArray(), ct);
                return 0;
            case ["exit", var code]:
                return int.Parse(code, CultureInfo.InvariantCulture);
            case ["sleep"]:
                await using (ct.Register(() => Interrupted.TrySetResult()))
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                }
                return 0;
            case []:
                return 0;
            default:
                throw PodExecException.NotFound(command.Words[0]);
        }
    }

    public async IAsyncEnumerable<PodLogLine> ReadAsync(string ns, string pod, string container, bool follow, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var n = 0; n < 5; n++)
        {
            yield return new(DateTimeOffset.UnixEpoch.AddYears(55).AddSeconds(n), $"line {n} of {pod}/{container}");
        }
        await foreach (var line in follow ? Live.Reader.ReadAllAsync(ct) : AsyncEnumerable.Empty<PodLogLine>())
        {
            yield return line;
        }
    }

    public async Task<NetworkStream> ConnectAsync(string ns, string pod, int port, CancellationToken ct)
    {
        if (port != EchoPort)
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(echo.LocalEndpoint, ct);
        return new NetworkStream(socket, ownsSocket: true);
    }

    public void Dispose() => echo.Dispose();

    private async Task EchoAsync()
    {
        try
        {
            while (true)
            {
                _ = EchoAsync(await echo.AcceptTcpClientAsync());
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task EchoAsync(TcpClient client)
    {
        using (client)
        {
            await client.GetStream().CopyToAsync(client.GetStream());
        }
    }
}
