using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Xunit;

namespace DemoApp.Lab.Tests.KubeApi.Hostile;

/// <summary>A TLS connection on which anything may be written, finished or not.</summary>
internal sealed class RawConnection : IDisposable
{
    private readonly TcpClient tcp;

    private RawConnection(TcpClient tcp, Stream stream) => (this.tcp, Stream) = (tcp, stream);

    public Stream Stream { get; }

    private static CancellationToken End => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(RunningApi api)
    {
        var tcp = new TcpClient();
        await tcp.ConnectAsync(api.Address.Host, api.Address.Port, End);
#pragma warning disable CA5359 // The certificate is the lab's own.
        var tls = new SslStream(tcp.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "127.0.0.1" }, End);
        return new(tcp, tls);
    }

    /// <summary>One request, its target on the wire exactly as given; the status code and the text of the answer.</summary>
    public static async Task<(int Code, string Text)> AskAsync(RunningApi api, string method, string target)
    {
        using var connection = await OpenAsync(api);
        await connection.WriteAsync($"{method} {target} HTTP/1.1\r\nHost: lab\r\nAuthorization: Bearer {api.Token}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        return await connection.AnswerAsync();
    }

    public async Task WriteAsync(string text)
    {
        try
        {
            await Stream.WriteAsync(Encoding.UTF8.GetBytes(text), End);
            await Stream.FlushAsync(End);
        }
        catch (IOException)
        {
            // Refused before all was written; the answer says why.
        }
    }

    /// <summary>To the end of the connection; code 0 when it ended without an answer.</summary>
    public async Task<(int Code, string Text)> AnswerAsync()
    {
        using var buffer = new MemoryStream();
        try
        {
            await Stream.CopyToAsync(buffer, End);
        }
        catch (IOException)
        {
            // The server cut the connection; what it said before is read.
        }
        var text = Encoding.UTF8.GetString(buffer.ToArray());
        return (text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0, text);
    }

    /// <summary>No more will be sent, but the connection stays to be read.</summary>
    public void HalfClose() => tcp.Client.Shutdown(SocketShutdown.Send);

    public void Dispose()
    {
        Stream.Dispose();
        tcp.Dispose();
    }
}
