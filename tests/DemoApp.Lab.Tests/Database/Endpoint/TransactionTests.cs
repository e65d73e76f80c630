using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

public sealed class TransactionTests
{
    [Fact]
    public async Task Transaction_OfReadsAndWrites_AnswersEach()
    {
        await using var sites = await Sites.StartAsync(2);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("MULTI\r\nSET k 5\r\nINCR k\r\nGET k\r\nHSET h f v\r\nEXEC\r\nGET k\r\n");
        await client.ExpectAsync("+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n*4\r\n+OK\r\n:6\r\n$1\r\n6\r\n:1\r\n$1\r\n6\r\n");
        await Sites.UntilAsync(sites.AgreeAsync);
    }

    [Fact]
    public async Task Transaction_WithACommandThatIsRefused_DoesNothing()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.AskAsync("MULTI", "+OK\r\n");
        await client.AskAsync("SET k v", "+QUEUED\r\n");
        await client.AskAsync("FLUSHALL", "-ERR ");
        using var other = await RawClient.ConnectAsync(sites[0]);
        await other.SendAsync("MULTI\r\nSET k v\r\nNOSUCH\r\nEXEC\r\nGET k\r\n");
        await other.ExpectAsync(
            "+OK\r\n+QUEUED\r\n-ERR unknown command\r\n-EXECABORT Transaction discarded because of previous errors.\r\n$-1\r\n");
    }

    [Fact]
    public async Task Transaction_Discarded_DoesNothing()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("MULTI\r\nSET k v\r\nDISCARD\r\nGET k\r\nSET k w\r\nGET k\r\n");
        await client.ExpectAsync("+OK\r\n+QUEUED\r\n+OK\r\n$-1\r\n+OK\r\n$1\r\nw\r\n");
    }

    [Fact]
    public async Task Watch_KeyWrittenByAnotherSite_StopsTheTransaction()
    {
        await using var sites = await Sites.StartAsync(2);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.AskAsync("WATCH k", "+OK\r\n");
        using var remote = await RawClient.ConnectAsync(sites[1]);
        await remote.AskAsync("SET k theirs", "+OK\r\n");
        await Sites.UntilAsync(sites.AgreeAsync);
        await client.SendAsync("MULTI\r\nSET k mine\r\nEXEC\r\nGET k\r\n");
        await client.ExpectAsync("+OK\r\n+QUEUED\r\n*-1\r\n$6\r\ntheirs\r\n");
    }

    [Fact]
    public async Task Watch_NothingChanged_LetsTheTransactionThrough()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("SET k 1\r\nWATCH k other\r\nMULTI\r\nINCR k\r\nEXEC\r\nSET k 7\r\nMULTI\r\nINCR k\r\nEXEC\r\n");
        await client.ExpectAsync("+OK\r\n+OK\r\n+OK\r\n+QUEUED\r\n*1\r\n:2\r\n+OK\r\n+OK\r\n+QUEUED\r\n*1\r\n:8\r\n");
    }
}
