using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Http;

/// <summary>Who asks. One administrator with a bearer token; everyone else is system:anonymous, who may ask only for health and version.</summary>
internal sealed class Authentication(string token)
{
    private const string WebSocketToken = "base64url.bearer.authorization.k8s.io.";
    private readonly byte[] expected = Encoding.UTF8.GetBytes(token);

    /// <exception cref="ApiError">401 for a wrong token, 403 without one.</exception>
    public void Check(HttpContext http)
    {
        if (Presented(http) is { } presented)
        {
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(presented), expected))
            {
                throw ApiError.Unauthorized();
            }
            return;
        }
        if (http.Request.Path.Value is not ("/version" or "/healthz" or "/livez" or "/readyz"))
        {
            throw new ApiError(403, "Forbidden", $"forbidden: User \"system:anonymous\" cannot {Verb(http)} path \"{http.Request.Path}\"", new JsonObject());
        }
    }

    private static string? Presented(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
        {
            return header["Bearer ".Length..].Trim();
        }
        if (header.Length > 0)
        {
            return null;
        }
        var offered = http.WebSockets.WebSocketRequestedProtocols.FirstOrDefault(p => p.StartsWith(WebSocketToken, StringComparison.Ordinal));
        return offered is null ? null : FromBase64Url(offered[WebSocketToken.Length..]);
    }

    private static string FromBase64Url(string text)
    {
        try
        {
            return Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(text));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string Verb(HttpContext http) => http.Request.Method switch
    {
        "GET" => "get", "POST" => "post", "PUT" => "put", "PATCH" => "patch", "DELETE" => "delete", var m => m.ToLowerInvariant(),
    };
}
