using System.Net;
using System.Net.Sockets;
using DemoApp.Lab.Controllers;
using DemoApp.Lab.Database.Endpoint;
using DemoApp.Lab.Hosting;
using DemoApp.Lab.Network;
using DemoApp.Lab.Tests.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace DemoApp.Lab.Tests.Hosting;

public sealed class LabServiceProxyTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_HalfHealed_LetsSomeNewConnectionsHang()
    {
        await using var sites = await Sites.StartAsync(2);
        var network = new PodNetwork();
        var (ips, at) = (new[] { network.AllocateIp(0), network.AllocateIp(1) }, FreeAddress());
        network.Attach(ips[0], 11069, sites[0].EndPoint);
        network.Attach(ips[1], 11069, sites[1].EndPoint);
        await using var proxy = Proxy(network, at);
        proxy.Program([new("testdb-federated", "redis", 11069, [(ips[0], 11069), (ips[1], 11069)])]);
        Assert.Equal(4, await AnswersAsync(at, 4));

        await sites[0].SetModeAsync(EndpointMode.Silent, Ct);
        Assert.Equal(2, await AnswersAsync(at, 4));

        proxy.Program([new("testdb-federated", "redis", 11069, [(ips[1], 11069)])]);
        Assert.Equal(2, await AnswersAsync(at, 2));
    }

    [Fact]
    public async Task Pod_ThatLeavesTheNetwork_IsNoBackendBeforeItsEndpointSaysSo()
    {
        await using var sites = await Sites.StartAsync(1);
        var (network, at) = (new PodNetwork(), FreeAddress());
        var ip = network.AllocateIp(0);
        await using var proxy = Proxy(network, at);
        proxy.Program([new("testdb-federated", "redis", 11069, [(ip, 11069)]), new("other", null, 1, [(ip, 11069)])]);
        await Assert.ThrowsAsync<SocketException>(() => AnswersAsync(at, 1));
        network.Attach(ip, 11069, sites[0].EndPoint);
        Assert.Equal(1, await AnswersAsync(at, 1));
        network.Detach(ip);
        await Assert.ThrowsAsync<SocketException>(() => AnswersAsync(at, 1));
        network.Attach(ip, 11069, sites[0].EndPoint);
        proxy.Program([]);
        await Assert.ThrowsAsync<SocketException>(() => AnswersAsync(at, 1));
    }

    private static LabServiceProxy Proxy(PodNetwork network, IPEndPoint at) =>
        new(new Dictionary<string, IPEndPoint> { ["testdb-federated"] = at }, network, TimeProvider.System, NullLoggerFactory.Instance);

    private static IPEndPoint FreeAddress()
    {
        using var held = new TcpListener(IPAddress.Loopback, 0);
        held.Start();
        return (IPEndPoint)held.LocalEndpoint;
    }

    /// <summary>How many new connections, one after the other, get an answer to PING within half a second.</summary>
    private static async Task<int> AnswersAsync(IPEndPoint at, int count)
    {
        var answers = 0;
        for (var i = 0; i < count; i++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(at, Ct);
            await socket.SendAsync("PING\r\n"u8.ToArray(), SocketFlags.None, Ct);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            limit.CancelAfter(TimeSpan.FromSeconds(0.5));
            try
            {
                answers += await socket.ReceiveAsync(new byte[16], SocketFlags.None, limit.Token) > 0 ? 1 : 0;
            }
            catch (OperationCanceledException) when (limit.IsCancellationRequested && !Ct.IsCancellationRequested)
            {
                // Silence.
            }
        }

        return answers;
    }
}
