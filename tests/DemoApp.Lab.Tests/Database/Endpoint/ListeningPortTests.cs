using System.Net.Sockets;
using DemoApp.Lab.Database.Endpoint;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

public sealed class ListeningPortTests
{
    [Fact]
    public async Task Port_ClosedAgainAndAgain_RefusesAndThenServesAtTheSameAddress()
    {
        var accepted = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var port = new ListeningPort(client => accepted.TrySetResult(client));
        for (var n = 0; n < 20; n++)
        {
            port.Listen();
            port.Close();
            using var refused = NewSocket();
            var error = await Assert.ThrowsAsync<SocketException>(() => refused.ConnectAsync(port.EndPoint, TestContext.Current.CancellationToken).AsTask());
            Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        }

        port.Listen();
        using var client = NewSocket();
        await client.ConnectAsync(port.EndPoint, TestContext.Current.CancellationToken);
        using var served = await accepted.Task.WaitAsync(TestContext.Current.CancellationToken);
        Assert.True(served.Connected);
    }

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
}
