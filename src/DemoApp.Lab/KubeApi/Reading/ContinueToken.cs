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
            var content = JsonNode.Parse(Base64Url.DecodeFromChars(token)) as JsonObject;
            return content?["v"].AsText() == Form && content["rv"].AsLong() is (> 0 or -1) and { } version && content["start"].AsText() is { Length: > 0 } start
                ? new(version, start.Trim('/', '\0'))
                : throw Invalid("incorrect or missing fields");
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            throw Invalid(e.Message);
        }
    }

    private static ApiError Invalid(string why) => ApiError.BadRequest($"invalid continue token: continue key is not valid: {why}");
}
