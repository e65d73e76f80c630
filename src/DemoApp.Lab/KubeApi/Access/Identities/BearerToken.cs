using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>The token a request carries: in its Authorization header, or, from browsers, as a WebSocket subprotocol.</summary>
internal static class BearerToken
{
    private const string Scheme = "Bearer ";
    private const string WebSocketProtocol = "base64url.bearer.authorization.k8s.io.";

    /// <returns>Null without a token. Another scheme than Bearer counts as none, as on a server that knows only tokens.</returns>
    public static string? Of(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return header[Scheme.Length..].Trim();
        }
        if (header.Length > 0)
        {
            return null;
        }
        var offered = http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(
            p => p.StartsWith(WebSocketProtocol, StringComparison.Ordinal));
        return offered is null ? null : Decode(offered[WebSocketProtocol.Length..]);
    }

    private static string Decode(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text));
        }
        catch (FormatException)
        {
            return "";
        }
    }
}
