using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

public sealed class HostileClientTests
{
    [Theory]
    [InlineData("*x\r\n", "invalid multibulk length")]
    [InlineData("*1\r\n!3\r\n", "expected '$', got '!'")]
    [InlineData("*1\r\n$-5\r\nx", "invalid bulk length")]
    [InlineData("*1\r\n$99999999999\r\n", "invalid bulk length")]
    [InlineData("*2000000\r\n", "invalid multibulk length")]
    [InlineData("*1\r\n$4\r\nPINGxx", "expected CRLF after a bulk string")]
    public async Task Bytes_ThatAreNoCommand_AreAnsweredOnceAndTheConnectionEnds(string bytes, string error)
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("PING\r\n" + bytes);
        await client.ExpectAsync($"+PONG\r\n-ERR Protocol error: {error}\r\n");
        await client.ExpectEndAsync();
        using var other = await RawClient.ConnectAsync(sites[0]);
        await other.AskAsync("PING", "+PONG\r\n");
    }

    [Fact]
    public async Task Command_InSinglePieces_IsUnderstood()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        foreach (var letter in "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n\r\n\r\n*2\r\n$3\r\nget\r\n$1\r\nk\r\n")
        {
            await client.SendAsync($"{letter}");
        }

        await client.ExpectAsync("+OK\r\n$2\r\n\r\n\r\n");
    }

    [Fact]
    public async Task Client_ThatEndsItsSide_StillGetsItsReplies()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("SET k v\r\nGET k\r\n");
        client.EndSending();
        await client.ExpectAsync("+OK\r\n$1\r\nv\r\n");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Client_ThatReadsNothing_HoldsNobodyUpAndGetsAllInTheEnd()
    {
        await using var sites = await Sites.StartAsync(1);
        using var slow = await RawClient.ConnectAsync(sites[0]);
        var value = new string('v', 100_000);
        await slow.AskAsync($"SET k {value[..50_000]}", "+OK\r\n");
        for (var i = 0; i < 400; i++)
        {
            await slow.SendAsync("GET k\r\n");
        }

        using var other = await RawClient.ConnectAsync(sites[0]);
        await other.AskAsync("INCR n", ":1\r\n");
        for (var i = 0; i < 400; i++)
        {
            await slow.ExpectAsync($"$50000\r\n{value[..50_000]}\r\n");
        }
    }

    [Fact]
    public async Task Line_WithoutAnEnd_IsNotKept()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync(new string('x', 70_000));
        await client.ExpectAsync("-ERR Protocol error: too big inline request\r\n");
        await client.ExpectEndAsync();
    }
}
