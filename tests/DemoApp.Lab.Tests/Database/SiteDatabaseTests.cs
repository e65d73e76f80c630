using System.Net.Sockets;
using System.Text;
using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Endpoint;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Database;

public sealed class SiteDatabaseTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoint_Closed_RefusesConnections()
    {
        await using var sites = await Sites.StartAsync(1);
        await sites[0].SetModeAsync(EndpointMode.Closed, Ct);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var refused = await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(sites[0].EndPoint, Ct).AsTask());
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        await sites[0].SetModeAsync(EndpointMode.Serving, Ct);
        Assert.True(await (await sites.ClientAsync(0)).StringSetAsync("k", "v"));
    }

    [Fact]
    public async Task Endpoint_SilentThenServing_NeverAnswersAndClosesTheSilentConnections()
    {
        await using var sites = await Sites.StartAsync(1);
        await sites[0].SetModeAsync(EndpointMode.Silent, Ct);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(sites[0].EndPoint, Ct);
        await socket.SendAsync("PING\r\n"u8.ToArray(), Ct);
        using var deadline = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await socket.ReceiveAsync(new byte[64], deadline.Token));
        await sites[0].SetModeAsync(EndpointMode.Serving, Ct);
        await Assert.ThrowsAsync<SocketException>(async () => await socket.ReceiveAsync(new byte[64], Ct));
        Assert.Equal("+PONG\r\n", await AskRawAsync(sites[0], "PING\r\n", 7));
    }

    [Theory]
    [InlineData("FLUSHALL\r\n", "-ERR ")]
    [InlineData("SELECT 1\r\n", "-ERR DB index is out of range")]
    public async Task Endpoint_CommandThatIsRefused_AnswersWithAnError(string command, string reply)
    {
        await using var sites = await Sites.StartAsync(2);
        Assert.Equal(reply, await AskRawAsync(sites[0], command, reply.Length));
    }

    [Fact]
    public async Task Endpoint_PipelineWithWrites_KeepsOrderAndReplies()
    {
        await using var sites = await Sites.StartAsync(2);
        const string expected = "+OK\r\n:1\r\n$1\r\nv\r\n:6\r\n+OK\r\n+QUEUED\r\n+QUEUED\r\n*2\r\n:7\r\n$1\r\nv\r\n-ERR";
        const string commands =
            "SET k v\r\nHSET h f 1\r\nGET k\r\nHINCRBY h f 5\r\nMULTI\r\nHINCRBY h f 1\r\nGET k\r\nEXEC\r\nINCRBY k 1 2\r\n";
        var reply = await AskRawAsync(sites[0], commands, expected.Length);
        Assert.Equal(expected, reply);
        Assert.Equal(":2\r\n", await AskRawAsync(sites[0], "DBSIZE\r\n", 4));
    }

    [Fact]
    public async Task Data_StoppedAndStarted_IsThere()
    {
        await using var sites = await Sites.StartAsync(1);
        await (await sites.ClientAsync(0)).StringSetAsync("k", "v");
        await sites[0].StopNodeAsync("pod-0", snapshot: true, Ct);
        Assert.Equal(1, sites[0].Facts.Keys);
        var recovery = await sites[0].RecoverAsync("pod-0", fromDisk: true, null, Ct);
        Assert.Equal(1, recovery.KeysFromDisk);
        await sites[0].ServeAsync("pod-0", Ct);
        Assert.NotNull(sites[0].Facts.LastSnapshot);
        Assert.Equal("v", await (await sites.ClientAsync(0)).StringGetAsync("k"));
    }

    [Fact]
    public async Task Data_FilesCopiedAtOnceAfterAnAcknowledgedWrite_HoldsIt()
    {
        await using var sites = await Sites.StartAsync(2);
        var db = await sites.ClientAsync(0);
        for (var i = 0; i < 200; i++)
        {
            await db.StringIncrementAsync("n");
        }

        var copy = Path.Combine(sites.Directory, "copy");
        CopyDirectory(Path.Combine(sites.Directory, "site0"), Path.Combine(copy, "site0"));
        await using var after = Sites.Create("site0", copy);
        await after.ServeAsync("pod-0", Ct);
        Assert.Equal("$3\r\n200", await AskRawAsync(after, "GET n\r\n", 7));
    }

    [Fact]
    public async Task Recovery_NoFiles_SaysMissingFiles()
    {
        await using var sites = await Sites.StartAsync(0);
        await using var site = Sites.Create("empty", sites.Directory);
        var failure = await Assert.ThrowsAsync<DatabaseStartException>(() => site.RecoverAsync("pod-0", fromDisk: true, null, Ct));
        Assert.Equal(DatabaseStartFailure.MissingFiles, failure.Failure);
    }

    private static async Task<string> AskRawAsync(SiteDatabase site, string commands, int length)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(site.EndPoint, Ct);
        await socket.SendAsync(Encoding.ASCII.GetBytes(commands), Ct);
        var buffer = new byte[length];
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(5));
        for (var got = 0; got < length;)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(got), limit.Token);
            if (read == 0)
            {
                return Encoding.ASCII.GetString(buffer, 0, got);
            }

            got += read;
        }

        return Encoding.ASCII.GetString(buffer);
    }

    private static void CopyDirectory(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var destination = File.Create(target);
            source.CopyTo(destination);
        }
    }
}
