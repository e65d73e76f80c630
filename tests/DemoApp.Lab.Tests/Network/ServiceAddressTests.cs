using System.Net;
using System.Net.Sockets;
using DemoApp.Lab.Database;
using DemoApp.Lab.Network;
using DemoApp.Lab.Network.Faults;
using DemoApp.Lab.Tests.Database;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace DemoApp.Lab.Tests.Network;

public sealed class ServiceAddressTests
{
    [Fact]
    public async Task Address_BackendsComeAndGo_ServesOnlyWhileThereIsOne()
    {
        await using var sites = await Sites.StartAsync(1);
        await using var address = new ServiceAddress(new IPEndPoint(IPAddress.Loopback, 0), TimeProvider.System, NullLogger.Instance);
        for (var round = 0; round < 3; round++)
        {
            address.SetBackends([new(sites[0].EndPoint, TrafficShape.Clear)]);
            await using (var client = await ConnectionMultiplexer.ConnectAsync(address.Listen.ToString()))
            {
                Assert.Equal(round + 1, await client.GetDatabase().StringIncrementAsync("n"));
            }

            address.SetBackends([]);
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await Assert.ThrowsAsync<SocketException>(() => socket.ConnectAsync(address.Listen, TestContext.Current.CancellationToken).AsTask());
        }
    }

    [Fact]
    public async Task Address_PortOfAnotherProgram_NamesThePort()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var taken = (IPEndPoint)other.LocalEndpoint;
        await using var address = new ServiceAddress(taken, TimeProvider.System, NullLogger.Instance);
        Assert.Equal(taken.Port, Assert.Throws<PortTakenException>(() => address.SetBackends([new(taken, TrafficShape.Clear)])).Port);
    }
}
