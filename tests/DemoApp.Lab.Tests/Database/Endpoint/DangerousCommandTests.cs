using System.Text;
using DemoApp.Lab.Database;
using DemoApp.Lab.Database.Commands;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

/// <summary>What a client could do to the server itself, or to everybody's data.</summary>
public sealed class DangerousCommandTests
{
    private const string NotSupported = "is not supported on an Active-Active database";

    [Theory]
    [InlineData("CONFIG SET dir /", NotSupported)]
    [InlineData("CONFIG SET memory 1m", NotSupported)]
    [InlineData("CONFIG SET cert-file-name x", NotSupported)]
    [InlineData("CONFIG REWRITE", NotSupported)]
    [InlineData("DEBUG SLEEP 0", NotSupported)]
    [InlineData("SHUTDOWN NOSAVE", "unknown command")]
    [InlineData("MODULE LOAD /x.so", NotSupported)]
    [InlineData("REPLICAOF NO ONE", NotSupported)]
    [InlineData("SLAVEOF 127.0.0.1 1", NotSupported)]
    [InlineData("SECONDARYOF NO ONE", NotSupported)]
    [InlineData("CLUSTER RESET HARD", "cluster support disabled")]
    [InlineData("CLUSTER MEET 127.0.0.1 1", "cluster support disabled")]
    [InlineData("CLUSTER FAILOVER", "cluster support disabled")]
    [InlineData("FAILOVER", NotSupported)]
    [InlineData("ACL SETUSER default off", NotSupported)]
    [InlineData("SAVE", NotSupported)]
    [InlineData("BGSAVE", NotSupported)]
    [InlineData("BGREWRITEAOF", "unknown command")]
    [InlineData("COMMITAOF", NotSupported)]
    [InlineData("FLUSHALL", NotSupported)]
    [InlineData("FLUSHDB", NotSupported)]
    [InlineData("SWAPDB 0 1", NotSupported)]
    [InlineData("MIGRATE 127.0.0.1 1 k 0 1", NotSupported)]
    [InlineData("RESTORE k 0 x", NotSupported)]
    [InlineData("EVAL return 0", NotSupported)]
    [InlineData("REGISTERCS x", NotSupported)]
    [InlineData("SYNC", "unknown command")]
    [InlineData("PSYNC ? -1", "unknown command")]
    public async Task Command_ThatReachesForTheServer_IsRefusedAndTheDataIsThere(string command, string reason)
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.AskAsync("SET k v", "+OK\r\n");

        await client.SendAsync(command + "\r\n");

        var error = await client.ReadUntilAsync("\r\n");
        Assert.StartsWith("-ERR ", error, StringComparison.Ordinal);
        Assert.Contains(reason, error, StringComparison.OrdinalIgnoreCase);
        await client.AskAsync("GET k", "$1\r\nv\r\n");
        await client.AskAsync("SET k w", "+OK\r\n");
    }

    [Fact]
    public async Task Kill_OfEverySession_EndsTheClientsAndNothingElse()
    {
        await using var sites = await Sites.StartAsync(2, nodes: 2);
        using var victim = await RawClient.ConnectAsync(sites[0]);
        await victim.AskAsync("PING", "+PONG\r\n");
        using (var killer = await RawClient.ConnectAsync(sites[0]))
        {
            for (var id = 1; id < 50; id++)
            {
                await killer.SendAsync($"CLIENT KILL ID {id} SKIPME yes\r\n");
            }

            await killer.SendAsync("CLIENT KILL TYPE normal SKIPME yes\r\nCLIENT KILL TYPE pubsub\r\nCLIENT KILL TYPE replica\r\n");
            await victim.ExpectEndAsync();
        }

        var here = await sites.ClientAsync(0);
        Assert.Equal(1, await here.StringIncrementAsync("n"));
        Assert.Equal(1, await here.StringGetAsync("n"));
        var there = await sites.ClientAsync(1);
        await Sites.UntilAsync(async () => await there.StringGetAsync("n") == 1);
    }

    [Fact]
    public async Task Command_WithAnyNumberOfArguments_IsAnsweredExactlyOnce()
    {
        await using var sites = await Sites.StartAsync(1);
        var wrong = new List<string>();
        string[] ownEnd = ["QUIT", "MONITOR", "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE"];
        foreach (var name in CommandTable.All.Select(info => info.Name).Except(ownEnd).Order(StringComparer.Ordinal))
        {
            using var client = await RawClient.ConnectAsync(sites[0]);
            for (var count = 0; count <= 4; count++)
            {
                // One that waits must not wait.
                var command = string.Join(' ', [name, .. Enumerable.Repeat(name.StartsWith('B') ? "0.001" : "1", count)]);
                await client.SendAsync($"{command}\r\nDISCARD\r\nECHO end-of-{count}\r\n");
                var reply = await client.ReadUntilAsync($"end-of-{count}\r\n");
                if (!IsThreeReplies(Encoding.Latin1.GetBytes(reply)))
                {
                    wrong.Add($"{command}: {reply.ReplaceLineEndings(" ")}");
                    break;
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Writes_WithOddWords_EndNobodysDatabase()
    {
        string[] odd = ["", " ", "+5", "-0", "nan", "-inf", "1e400", "0x10", "1.", "9223372036854775808", "(1", "[", "\0", "NX", "LIMIT", "\u00ff"];
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        foreach (var info in CommandTable.All.Where(info => info.Kind is CommandKind.Write).OrderBy(info => info.Name, StringComparer.Ordinal))
        {
            var words = Math.Abs(WriteArity.Of(info.Name));
            await client.SendAsync("DEL k t h s z\r\nSET t 5\r\nHSET h 1 1\r\nSADD s 1\r\nZADD z 1 1\r\nECHO ready\r\n");
            await client.ReadUntilAsync("$5\r\nready\r\n");
            foreach (var (word, at, key) in from word in odd from at in Enumerable.Range(1, words + 1) from key in "kthsz" select (word, at, key))
            {
                string[] command = [info.Name, $"{key}", .. Enumerable.Repeat("1", Math.Max(words, at + 1) - 2)];
                command[at] = word;
                await client.SendAsync($"*{command.Length}\r\n{string.Concat(command.Select(arg => $"${arg.Length}\r\n{arg}\r\n"))}");
            }

            // Some of what Garnet refuses leaves a record behind that KEYS cannot read.
            await client.SendAsync("KEYS *\r\nECHO done\r\n");
            var replies = await client.ReadUntilAsync("$4\r\ndone\r\n");
            Assert.True(replies.EndsWith("$4\r\ndone\r\n", StringComparison.Ordinal), $"After {info.Name}: {replies}");
        }

        await client.AskAsync("SET k v", "+OK\r\n");
    }

    private static bool IsThreeReplies(byte[] bytes)
    {
        var at = 0;
        for (var i = 0; i < 3; i++)
        {
            if (!RespReader.TryRead(bytes, ref at, out _))
            {
                return false;
            }
        }

        return at == bytes.Length;
    }
}
