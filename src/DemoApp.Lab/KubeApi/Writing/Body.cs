using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Protobuf;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>Reads request bodies: JSON, YAML, up to 3 MiB.</summary>
internal static class Body
{
    public const int Largest = 3 * 1024 * 1024;

    /// <exception cref="ApiError">413 for a body over 3 MiB.</exception>
    public static async Task<string> TextAsync(HttpRequest request, CancellationToken ct) => Encoding.UTF8.GetString(await BytesAsync(request, ct));

    private static async Task<byte[]> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        for (int read; (read = await request.Body.ReadAsync(chunk, ct)) > 0;)
        {
            buffer.Write(chunk, 0, read);
            if (buffer.Length > Largest)
            {
                throw new ApiError(413, "RequestEntityTooLarge", $"Request entity too large: limit is {Largest}");
            }
        }
        return buffer.ToArray();
    }

    /// <summary>A protobuf body; null for an empty one.</summary>
    public static async Task<JsonObject?> ProtobufAsync(HttpRequest request, CancellationToken ct) =>
        await BytesAsync(request, ct) is { Length: > 0 } bytes ? ProtobufObjects.Read(bytes) : null;

    /// <summary>The media type of the body, without parameters; JSON when none is said.</summary>
    public static string MediaType(HttpRequest request) =>
        request.ContentType is { Length: > 0 } type ? type.Split(';')[0].Trim() : "application/json";

    /// <exception cref="ApiError">400 for a body that is no object, 415 for a media type that is not read.</exception>
    public static async Task<JsonObject> ObjectAsync(HttpRequest request, ResourceType type, CancellationToken ct)
    {
        var media = MediaType(request);
        if (media == ProtobufObjects.MediaType && !type.IsCustom)
        {
            return Protobuf(await BytesAsync(request, ct), type);
        }
        if (media is not ("application/json" or "application/yaml"))
        {
            throw ApiError.Unsupported("the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf");
        }
        var text = await TextAsync(request, ct);
        try
        {
            var node = media == "application/yaml" ? FromYaml(text) : JsonText.Parse(text);
            return node is JsonObject { } obj && NoText(obj) is { } mistake ? throw Unrecognized(mistake, text) : node as JsonObject ?? throw Unrecognized(
                $"json: cannot unmarshal {(node is JsonArray ? "array" : "value")} into Go value of type struct {{ APIVersion string \"json:\\\"apiVersion,omitempty\\\"\"; Kind string \"json:\\\"kind,omitempty\\\"\" }}",
                Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception e) when (e is JsonException or YamlException or ArgumentException)
        {
            throw Unrecognized(Why(e, text), text.Length == 0 ? "<empty>" : text);
        }

        ApiError Unrecognized(string why, string what) => ApiError.BadRequest(
            $"the object provided is unrecognized (must be of type {type.Kind}): couldn't get version/kind; json parse error: {why} ({Head(what)})");
    }

    private static JsonObject Protobuf(byte[] body, ResourceType type)
    {
        try
        {
            return ProtobufObjects.Read(body);
        }
        catch (ApiError e) when (e.Message == ProtobufReader.CutOff)
        {
            throw ApiError.BadRequest(
                $"the object provided is unrecognized (must be of type {type.Kind}): {e.Message} ({Head(Convert.ToHexStringLower(body))})");
        }
    }

    /// <summary>Why a text is no JSON: cut off, or what is wrong with it.</summary>
    public static string Why(Exception e, string text)
    {
        var cutOff = text.Trim().Length == 0 || (e is JsonException { BytePositionInLine: { } at, LineNumber: { } line }
            && line == text.AsSpan().Count('\n') && at >= Encoding.UTF8.GetByteCount(text.AsSpan(text.LastIndexOf('\n') + 1)));
        return cutOff ? "unexpected end of JSON input" : e.Message;
    }

    public static JsonNode? FromYaml(string text)
    {
        YamlLimits.Check(text);
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return stream.Documents.Count == 0 ? null : Node(stream.Documents[0].RootNode);
    }

    /// <summary>What an object whose version or kind is no text is refused with; null when both may be read.</summary>
    private static string? NoText(JsonObject obj) => (from field in (string[])["apiVersion", "kind"]
        let value = obj[field]
        where value is not null && value.AsText() is null
        let what = value.GetValueKind() is JsonValueKind.True or JsonValueKind.False ? "bool" : value.GetValueKind().ToString().ToLowerInvariant()
        select $"json: cannot unmarshal {what} into Go struct field .{field} of type string").FirstOrDefault();

    private static string Head(string text) => text.Length > 60 ? text[..60] + " ..." : text;

    private static JsonNode? Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(p => KeyValuePair.Create(p.Key.ToString(), Node(p.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Select(Node)]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" } => null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => true,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => false,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } v } when long.TryParse(v, System.Globalization.CultureInfo.InvariantCulture, out var n) => n,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } v } when LooksFractional(v, out var d) => d,
        YamlScalarNode scalar => scalar.Value,
        _ => null,
    };

    private static bool LooksFractional(string text, out double number) =>
        double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out number) && double.IsFinite(number) && text.Any(char.IsAsciiDigit) && !text.Contains(':', StringComparison.Ordinal);
}
