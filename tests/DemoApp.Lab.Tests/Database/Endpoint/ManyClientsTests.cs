using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

public sealed class ManyClientsTests
{
    [Fact]
    public async Task Clients_TwoHundredThatComeAndLeave_LeaveNothingBehind()
    {
        await using var sites = await Sites.StartAsync(1);
        var before = await ClientsAsync(sites);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async i =>
        {
            using var client = await RawClient.ConnectAsync(sites[0]);
            await client.AskAsync($"SET k{i} {i}", "+OK\r\n");
            // Half of them leave in the middle of a command.
            await client.SendAsync(i % 2 == 0 ? "*2\r\n$3\r\nGET\r\n$100\r\nk" : $"GET k{i}\r\n");
        }));

        await Sites.UntilAsync(async () => await ClientsAsync(sites) == before);
        using var last = await RawClient.ConnectAsync(sites[0]);
        await last.AskAsync("DBSIZE", ":200\r\n");
    }

    [Fact]
    public async Task Header_OfTheLargestValueAndNoValue_HoldsNoMemory()
    {
        await using var sites = await Sites.StartAsync(1);
        var clients = new List<RawClient>();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < 20; i++)
        {
            clients.Add(await RawClient.ConnectAsync(sites[0]));
            await clients[i].SendAsync("PING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870912\r\nabc");
            await clients[i].ExpectAsync("+PONG\r\n");
        }

        // 20 of 512 MB would be 10 GB; other tests run meanwhile.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 400L * 1024 * 1024);
        using var other = await RawClient.ConnectAsync(sites[0]);
        await other.AskAsync("SET k v", "+OK\r\n");
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Header_OfMoreThanTheLargestValue_IsRefused()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$536870913\r\n");
        await client.ExpectAsync("-ERR Protocol error: invalid bulk length\r\n");
        await client.ExpectEndAsync();
    }

    [Fact]
    public async Task Pipeline_OfTenThousandMixedCommands_IsAnsweredInOrder()
    {
        await using var sites = await Sites.StartAsync(1);
        using var client = await RawClient.ConnectAsync(sites[0]);
        var (commands, replies) = (new StringBuilder(), new StringBuilder());
        for (var i = 1; i <= 2_500; i++)
        {
            commands.Append("INCR n\r\nGET n\r\nLPUSH l x\r\nEXISTS none n\r\n");
            replies.Append($":{i}\r\n${$"{i}".Length}\r\n{i}\r\n-ERR LPUSH is not supported on an Active-Active database: lists are not replicated\r\n:1\r\n");
        }

        var sending = client.SendAsync(commands.ToString());
        await client.ExpectAsync(replies.ToString());
        await sending;
    }

    [Fact]
    public async Task Subscriber_ThatDoesNotRead_IsDroppedAndHoldsNoPublisherUp()
    {
        await using var sites = await Sites.StartAsync(1);
        using var slow = await RawClient.ConnectAsync(sites[0]);
        await slow.AskAsync("SUBSCRIBE news", "*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n");
        using var publisher = await RawClient.ConnectAsync(sites[0]);
        var message = new string('m', 60_000);
        var published = 0;

        // The limit is 32 MB, and what the sockets hold comes on top.
        string heard;
        do
        {
            await publisher.SendAsync($"PUBLISH news {message}\r\n");
            heard = await publisher.ReadUntilAsync("\r\n");
            published++;
        }
        while (heard == ":1\r\n");

        Assert.Equal(":0\r\n", heard);
        Assert.InRange(published, 500, 5_000);
        await publisher.AskAsync("SET k v", "+OK\r\n");
    }

    private static async Task<int> ClientsAsync(Sites sites)
    {
        using var client = await RawClient.ConnectAsync(sites[0]);
        await client.SendAsync("CLIENT LIST\r\nECHO end\r\n");
        return (await client.ReadUntilAsync("$3\r\nend\r\n")).Split("\nid=").Length;
    }
}
