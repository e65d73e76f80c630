using System.Net.Sockets;
using DemoApp.Lab.Database.Endpoint;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

public sealed class ListeningPortTests
{
    /// <summary>Were it let go in between, another program's connection could be given it, and the endpoint would not come back.</summary>
    [Fact]
    public async Task Port_ClosedAndListeningAgain_WasNeverAnybodyElses()
    {
        var accepted = new TaskCompletionSource<Socket>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var port = new ListeningPort(client => accepted.TrySetResult(client));
        for (var n = 0; n < 20; n++)
        {
            port.Listen();
            port.Close();
            using var other = NewSocket();
            Assert.Equal(SocketError.AddressAlreadyInUse, Assert.Throws<SocketException>(() => other.Bind(port.EndPoint)).SocketErrorCode);
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

    private static Socket NewSocket() => new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ExclusiveAddressUse = true };
}
