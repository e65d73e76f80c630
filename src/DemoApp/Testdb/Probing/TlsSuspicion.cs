using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace DemoApp.Testdb.Probing;

/// <summary>
/// A database that speaks TLS only cuts every connection without a word. So what cuts is asked once, beside the probing, whether it
/// speaks TLS; nobody waits for it.
/// </summary>
internal sealed class TlsSuspicion(TestdbOptions options, TimeProvider time)
{
    private Task<bool>? asked;

    /// <summary>The result as it was, or with the suspicion confirmed.</summary>
    public PingResult Judge(EndPoint endpoint, PingResult seen)
    {
        if (!seen.Cut)
        {
            asked = null;
            return seen;
        }
        asked ??= SpeaksAsync(endpoint);
        return asked is { IsCompletedSuccessfully: true, Result: true }
            ? new(TestdbStatus.Refused, null, "answers, but speaks TLS, which is not spoken here") { Talks = true, Cut = true }
            : seen;
    }

    private async Task<bool> SpeaksAsync(EndPoint endpoint)
    {
        using var limit = new CancellationTokenSource(options.Deadline, time);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var shownCertificate = false;
        try
        {
            await socket.ConnectAsync(endpoint, limit.Token);
            await using var stream = new NetworkStream(socket);
            // Whoever shows a certificate speaks TLS; more is not wanted.
            await using var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => !(shownCertificate = true));
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "testdb" }, limit.Token);
        }
        catch (Exception error) when (error is SocketException or IOException or OperationCanceledException or AuthenticationException)
        {
            // As expected: refused by us, or not understood over there.
        }
        return shownCertificate;
    }
}
