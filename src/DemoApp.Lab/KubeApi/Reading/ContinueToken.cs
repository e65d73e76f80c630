using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>
/// Where the next page of a list begins, and as of which version; -1: as of now. In the genuine form, unpadded base64url of
/// <c>{"v":"meta.k8s.io/v1","rv":367,"start":"/demo-clustera-1\u0000"}</c>.
/// </summary>
internal sealed record ContinueToken(long Version, string Start)
{
    private static readonly System.Buffers.SearchValues<byte> Begins = System.Buffers.SearchValues.Create(" \t\r\n{[\"-0123456789tfn"u8);

    private const string Form = "meta.k8s.io/v1";

    /// <summary>The key of an object below the collection that is listed.</summary>
    public static string KeyOf(JsonObject obj, string ns) => ns.Length == 0 && obj.Namespace().Length > 0 ? $"{obj.Namespace()}/{obj.Name()}" : obj.Name();

    /// <summary>After this object.</summary>
    public static ContinueToken After(JsonObject last, string ns, long version) => new(version, KeyOf(last, ns));

    public bool IsBefore(JsonObject obj, string ns) => string.CompareOrdinal(KeyOf(obj, ns), Start) > 0;

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
        new JsonObject { ["v"] = Form, ["rv"] = Version, ["start"] = $"/{Start}\0" }.ToJsonString()));

    /// <exception cref="ApiError">400 for a text that is no token.</exception>
    public static ContinueToken? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }
        try
        {
            var text = Decoded(token);
            if (text is [var first, ..] && !Begins.Contains(first))
            {
                throw Invalid($"invalid character {Quoted((char)first)} looking for beginning of value");
            }
            var content = JsonNode.Parse(text) as JsonObject;
            return content?["v"].AsText() == Form && content["rv"].AsLong() is (> 0 or -1) and { } version && content["start"].AsText() is { Length: > 0 } start
                ? new(version, start.Trim('/', '\0'))
                : throw Invalid("incorrect or missing fields");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid(e.Message);
        }
    }

    /// <summary>As Go decodes it: bits left over at the end are not looked at.</summary>
    private static byte[] Decoded(string token) =>
        Convert.FromBase64String(token.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (token.Length % 4)) % 4));

    /// <summary>A character as Go quotes it.</summary>
    private static string Quoted(char c) => c switch
    {
        '\'' => "'\\''",
        _ when char.IsControl(c) => $"'\\u{(int)c:x4}'",
        _ => $"'{c}'",
    };

    private static ApiError Invalid(string why) => ApiError.BadRequest($"invalid continue token: continue key is not valid: {why}");
}
