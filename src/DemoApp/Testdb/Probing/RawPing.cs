using System.Net;
using System.Net.Sockets;
using System.Text;

namespace DemoApp.Testdb.Probing;

/// <summary>One PING on a fresh socket: the only way to tell a dead connection from a dead database without waiting for the library.</summary>
internal static class RawPing
{
    private static ReadOnlySpan<byte> Command => "*1\r\n$4\r\nPING\r\n"u8;

    public static async Task<PingResult> SendAsync(EndPoint endpoint, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var started = time.GetTimestamp();
        var connected = false;
        try
        {
            await socket.ConnectAsync(endpoint, either.Token);
            connected = true;
            await socket.SendAsync(Command.ToArray(), either.Token);
            var reply = new byte[128];
            var length = await socket.ReceiveAsync(reply, either.Token);
            return Judge(reply.AsSpan(0, length), time.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(TestdbStatus.Silent, null, connected
                ? $"accepts connections and does not answer within {limit.TotalMilliseconds:0} ms"
                : $"no connection within {limit.TotalMilliseconds:0} ms");
        }
        catch (SocketException error)
        {
            return new(TestdbStatus.Refused, null, Describe(error.SocketErrorCode)) { Cut = connected };
        }
    }

    private static PingResult Judge(ReadOnlySpan<byte> reply, TimeSpan latency) => reply switch
    {
        [] => new(TestdbStatus.Refused, null, "accepts connections and closes them") { Cut = true },
        [(byte)'+', ..] => new(TestdbStatus.Serving, latency, null),
        [(byte)'-', .. var error] => JudgeError(Encoding.ASCII.GetString(error), latency),
        // A record of the type "alert", as TLS answers to what is no TLS.
        [0x15, 0x03, ..] => new(TestdbStatus.Refused, null, "answers, but speaks TLS, which is not spoken here") { Talks = true },
        _ => new(TestdbStatus.Refused, null, "answers, but not as Redis does") { Talks = true },
    };

    private static PingResult JudgeError(string error, TimeSpan latency) =>
        ServerComplaint.Of(error) is { Status: TestdbStatus.Silent } notYet
        ? notYet
        // Any other error comes from a database that talks; whether it talks to us the connection will find out.
        : new(TestdbStatus.Serving, latency, null);

    private static string Describe(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "connection refused",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown => "connection reset",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the service's name does not resolve",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no way to the service's address",
        _ => $"no connection ({error})",
    };
}
