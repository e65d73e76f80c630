using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Access.Identities;

/// <summary>Compact JSON Web Tokens (RFC 7519) signed with ES256, the only algorithm that is read.</summary>
internal sealed class JsonWebToken(ECDsa key)
{
    private const string Algorithm = "ES256";
    private readonly string keyId = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));

    public string Write(JsonObject claims)
    {
        var text = $"{Part(new JsonObject { ["alg"] = Algorithm, ["kid"] = keyId })}.{Part(claims)}";
        return $"{text}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    /// <returns>The claims; null for a text that is no token of this key.</returns>
    public JsonObject? Read(string token)
    {
        if (token.Split('.') is not [var header, var claims, var signature])
        {
            return null;
        }
        try
        {
            return JsonNode.Parse(Base64Url.DecodeFromChars(header)) is JsonObject kind
                && kind["alg"]?.GetValue<string>() == Algorithm
                && key.VerifyData(Encoding.ASCII.GetBytes($"{header}.{claims}"), Base64Url.DecodeFromChars(signature),
                    HashAlgorithmName.SHA256)
                ? JsonNode.Parse(Base64Url.DecodeFromChars(claims)) as JsonObject
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Part(JsonObject content) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(content.ToJsonString()));
}
