using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace DemoApp.Lab.KubeApi.Pods;

/// <summary>How every WebSocket of this server begins and ends.</summary>
internal static class WebSockets
{
    private const string TokenProtocol = "base64url.bearer.authorization.k8s.io.";
    private const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The first subprotocol offered that is spoken here, "" when none is offered; null when none of those offered is.</summary>
    public static string? Choose(HttpContext http, IReadOnlyCollection<string> spoken)
    {
        var offered = http.WebSockets.WebSocketRequestedProtocols.Where(p => !p.StartsWith(TokenProtocol, StringComparison.Ordinal)).ToList();
        return offered.Count == 0 ? "" : offered.FirstOrDefault(spoken.Contains);
    }

    public static Task<WebSocket> AcceptAsync(HttpContext http, string protocol) =>
        protocol.Contains('/', StringComparison.Ordinal) ? ShakeHandsAsync(http, protocol)
        : http.WebSockets.AcceptWebSocketAsync(protocol.Length == 0 ? null : protocol);

    /// <summary>ASP.NET refuses a name with a slash, such as that of the SPDY tunnel: no token by the letter of RFC 6455.</summary>
    private static async Task<WebSocket> ShakeHandsAsync(HttpContext http, string protocol)
    {
        var upgrade = http.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        http.Response.Headers.Upgrade = "websocket";
        http.Response.Headers.SecWebSocketAccept = Convert.ToBase64String(Hash(http.Request.Headers.SecWebSocketKey + KeySuffix));
        http.Response.Headers.SecWebSocketProtocol = protocol;
        var stream = await upgrade.UpgradeAsync();
        return WebSocket.CreateFromStream(stream, new WebSocketCreationOptions { IsServer = true, SubProtocol = null });
    }

#pragma warning disable CA5350 // The handshake of RFC 6455 is defined with SHA-1; nothing is kept secret by it.
    private static byte[] Hash(string text) => SHA1.HashData(Encoding.ASCII.GetBytes(text));
#pragma warning restore CA5350

    /// <summary>No subprotocol in common: 403, and not a word more.</summary>
    public static void Refuse(HttpContext http)
    {
        http.Response.Headers.Clear();
        http.Response.Headers.Connection = "close";
        http.Response.StatusCode = StatusCodes.Status403Forbidden;
    }

    /// <summary>Says the end, and gives the other side a moment to say it too. <paramref name="receiving"/> throws nothing.</summary>
    public static async Task EndAsync(this WebSocket socket, Task receiving, TimeProvider time, CancellationToken ct)
    {
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", ct);
            await receiving.WaitAsync(Patience, time, ct);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or TimeoutException or ObjectDisposedException or IOException)
        {
            socket.Abort();
        }
        await receiving;
    }
}
