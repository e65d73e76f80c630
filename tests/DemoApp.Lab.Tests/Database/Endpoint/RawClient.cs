using System.Net.Sockets;
using System.Text;
using DemoApp.Lab.Database;
using Xunit;

namespace DemoApp.Lab.Tests.Database.Endpoint;

/// <summary>A client that sends bytes and reads bytes.</summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<RawClient> ConnectAsync(SiteDatabase site)
    {
        var client = new RawClient();
        await client.socket.ConnectAsync(site.EndPoint, Ct);
        return client;
    }

    public async Task SendAsync(string bytes) => await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), Ct);

    public void EndSending() => socket.Shutdown(SocketShutdown.Send);

    /// <summary>Reads as much as is expected, and compares.</summary>
    public async Task ExpectAsync(string expected)
    {
        var buffer = new byte[Encoding.Latin1.GetByteCount(expected)];
        var got = 0;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            while (got < buffer.Length && await socket.ReceiveAsync(buffer.AsMemory(got), limit.Token) is var read and > 0)
            {
                got += read;
            }
        }
        catch (OperationCanceledException)
        {
            // What came is shown.
        }

        Assert.Equal(expected, Encoding.Latin1.GetString(buffer, 0, got));
    }

    /// <summary>Reads until what came ends so, or nothing more comes.</summary>
    public async Task<string> ReadUntilAsync(string end)
    {
        var buffer = new byte[16 * 1024];
        var text = new StringBuilder();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            while (!text.ToString().EndsWith(end, StringComparison.Ordinal) && await socket.ReceiveAsync(buffer, limit.Token) is var read and > 0)
            {
                text.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException)
        {
            // What came is shown.
        }

        return text.ToString();
    }

    public async Task AskAsync(string command, string expected)
    {
        await SendAsync(command + "\r\n");
        await ExpectAsync(expected);
    }

    /// <summary>The other side ended the connection, and sent nothing more.</summary>
    public async Task ExpectEndAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[1], limit.Token));
        }
        catch (SocketException e)
        {
            Assert.Equal(SocketError.ConnectionReset, e.SocketErrorCode);
        }
    }

    public void Dispose() => socket.Dispose();
}
