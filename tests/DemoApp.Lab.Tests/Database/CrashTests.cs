using System.Net;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.Database;

public sealed class CrashTests
{
    private const int Writers = 6;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Process_KilledAgainAndAgainWhileAllWrite_LosesAndDoublesNothing()
    {
        var directory = Directory.CreateTempSubdirectory("demoapp-db-");
        var acknowledged = new long[Writers];
        var unanswered = new long[Writers];
        for (var life = 0; life < 3; life++)
        {
            await using var sites = await SiteProcess.StartAsync(directory.FullName, 2, 3, Ct);
            var goal = acknowledged.Sum() + 2_000;
            var writing = Enumerable.Range(0, Writers).Select(w => WriteAsync(sites.EndPoints[w % 2], w)).ToArray();
            await Sites.UntilAsync(() => Task.FromResult(acknowledged.Sum() >= goal));
            await sites.KillAsync(Ct);
            await Task.WhenAll(writing);
        }

        await using (var last = await SiteProcess.StartAsync(directory.FullName, 2, 3, Ct))
        {
            foreach (var at in last.EndPoints)
            {
                for (var w = 0; w < Writers; w++)
                {
                    var writer = w;
                    await Sites.UntilAsync(async () => await AskAsync(at, $"GET n{writer}") >= acknowledged[writer]);
                    Assert.InRange(await AskAsync(at, $"GET n{w}"), acknowledged[w], acknowledged[w] + unanswered[w]);
                }
            }
        }

        directory.Delete(true);

        async Task WriteAsync(IPEndPoint at, int writer)
        {
            var request = Encoding.ASCII.GetBytes($"INCR n{writer}\r\n");
            try
            {
                using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(at, Ct);
                var reply = new byte[64];
                while (true)
                {
                    unanswered[writer]++;
                    await socket.SendAsync(request, Ct);
                    if (await socket.ReceiveAsync(reply, Ct) == 0)
                    {
                        return;
                    }

                    Assert.Equal((byte)':', reply[0]);
                    unanswered[writer]--;
                    Interlocked.Increment(ref acknowledged[writer]);
                }
            }
            catch (SocketException)
            {
                // The process is gone; whether the last one was written nobody knows.
            }
        }
    }

    private static async Task<long> AskAsync(IPEndPoint at, string command)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(at, Ct);
        await socket.SendAsync(Encoding.ASCII.GetBytes(command + "\r\n"), Ct);
        var reply = new byte[256];
        var lines = Encoding.ASCII.GetString(reply, 0, await socket.ReceiveAsync(reply, Ct)).Split("\r\n");
        return lines[0] == "$-1" ? 0 : long.Parse(lines[1], null);
    }
}
