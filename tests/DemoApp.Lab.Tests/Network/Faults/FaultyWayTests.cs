using System.Diagnostics;
using DemoApp.Lab.Network.Faults;
using Xunit;

namespace DemoApp.Lab.Tests.Network.Faults;

public sealed class FaultyWayTests
{
    [Fact]
    public async Task Cut_HoldsWhatIsSent_AndItsEndBringsAllOfItInOrder()
    {
        await using var way = new FaultyWay();
        var (client, server) = await way.ConnectAsync();
        await FaultyWay.SendAsync(client, "before ");
        Assert.Equal("before ", await FaultyWay.ReceiveAsync(server));

        way.Traffic.Set(FaultyWay.Cut, TrafficFault.None);
        await FaultyWay.SendAsync(client, "one ");
        await FaultyWay.SendAsync(client, "two");
        // The other direction is open, and so it is seen that the cut one is not just slow.
        await FaultyWay.SendAsync(server, "hello");
        Assert.Equal("hello", await FaultyWay.ReceiveAsync(client));
        Assert.Equal(0, server.Available);

        way.Traffic.Set(TrafficFault.None, TrafficFault.None);
        Assert.Equal("one two", await AllAsync(server, "one two".Length));
        await FaultyWay.SendAsync(client, "after");
        Assert.Equal("after", await FaultyWay.ReceiveAsync(server));
    }

    [Fact]
    public async Task Cut_ClientLeaves_LetsTheBackendGo()
    {
        await using var way = new FaultyWay();
        way.Traffic.Set(FaultyWay.Cut, FaultyWay.Cut);
        var (client, server) = await way.ConnectAsync();
        await FaultyWay.SendAsync(client, "ping");
        client.Dispose();
        Assert.Equal("reset", await FaultyWay.ReceiveAsync(server));
    }

    [Fact]
    public async Task Cut_BackendEnds_ClientHearsOfItOnlyAfterTheCut()
    {
        await using var way = new FaultyWay();
        var (client, server) = await way.ConnectAsync();
        way.Traffic.Set(FaultyWay.Cut, FaultyWay.Cut);
        server.Dispose();
        var ending = FaultyWay.ReceiveAsync(client);
        var (other, its) = await way.ConnectAsync();
        other.Dispose();
        Assert.Equal("reset", await FaultyWay.ReceiveAsync(its));
        Assert.False(ending.IsCompleted);
        way.Traffic.Set(TrafficFault.None, TrafficFault.None);
        Assert.True(await ending is "" or "reset");
    }

    [Fact]
    public async Task Delay_MakesEachAnswerLate_AndManyAtOnceNoLaterThanOne()
    {
        await using var way = new FaultyWay();
        var delay = TimeSpan.FromMilliseconds(150);
        way.Traffic.Set(TrafficFault.None with { Delay = delay }, TrafficFault.None);
        var (client, server) = await way.ConnectAsync();
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < 50; i++)
        {
            await FaultyWay.SendAsync(client, "0123456789");
        }
        await AllAsync(server, 500);
        Assert.InRange(Stopwatch.GetElapsedTime(start), delay, 25 * delay);
    }

    [Fact]
    public async Task Bandwidth_LetsNoMorePassThanItsRate()
    {
        await using var way = new FaultyWay();
        way.Traffic.Set(TrafficFault.None, TrafficFault.None with { BytesPerSecond = 20_000 });
        var (client, server) = await way.ConnectAsync();
        var start = Stopwatch.GetTimestamp();
        await FaultyWay.SendAsync(server, new string('x', 10_000));
        await AllAsync(client, 10_000);
        Assert.True(Stopwatch.GetElapsedTime(start) >= TimeSpan.FromSeconds(0.45));
    }

    [Fact]
    public void Faults_TogetherAddUp()
    {
        var slow = TrafficFault.None with { Delay = TimeSpan.FromSeconds(1), BytesPerSecond = 10 };
        var lossy = new TrafficFault(true, TimeSpan.FromSeconds(2), TimeSpan.Zero, 0.5, 5);
        Assert.Equal(new TrafficFault(true, TimeSpan.FromSeconds(3), TimeSpan.Zero, 0.5, 5), slow.And(lossy));
        Assert.Equal(slow, TrafficFault.None.And(slow));
        Assert.Equal(0.75, lossy.And(lossy).Loss);
    }

    private static async Task<string> AllAsync(System.Net.Sockets.Socket socket, int length)
    {
        var all = "";
        while (all.Length < length)
        {
            var next = await FaultyWay.ReceiveAsync(socket);
            Assert.NotEqual("", next);
            all += next;
        }
        return all;
    }
}
