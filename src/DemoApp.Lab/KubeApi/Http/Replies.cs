using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Serialization;

namespace DemoApp.Lab.KubeApi.Http;

/// <summary>Writes answers with the headers every reply of an API server has.</summary>
internal static class Replies
{
    /// <summary>Levels of an answer: those of the deepest body taken, and the list or event around it.</summary>
    public const int Deepest = 1000;
    private static readonly JsonSerializerOptions Compact = new() { MaxDepth = Deepest, Encoder = GoEscapes.Encoder };
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, MaxDepth = Deepest,
        Encoder = GoEscapes.Encoder };

    public static async Task WriteAsync(this HttpContext http, int code, JsonNode body, string contentType = "application/json")
    {
        http.Response.StatusCode = code;
        if (http.Request.Headers.Accept.ToString().StartsWith("application/yaml", StringComparison.Ordinal))
        {
            http.Response.ContentType = "application/yaml";
            await http.Response.WriteAsync(new SerializerBuilder().Build().Serialize(Plain(body)!), http.RequestAborted);
            return;
        }
        http.Response.ContentType = contentType;
        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString(WantsIndent(http) ? Indented : Compact) + "\n");
        http.Response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    /// <summary>A body that is written, not built.</summary>
    public static async Task WriteAsync(this HttpContext http, int code, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        using (var writer = new Utf8JsonWriter(buffer, GoEscapes.Writing with { Indented = WantsIndent(http) }))
        {
            write(writer);
        }
        if (http.Request.Headers.Accept.ToString().StartsWith("application/yaml", StringComparison.Ordinal))
        {
            await http.WriteAsync(code, JsonNode.Parse(buffer.WrittenSpan, documentOptions: new JsonDocumentOptions { MaxDepth = Deepest })!);
            return;
        }
        buffer.Write("\n"u8);
        http.Response.StatusCode = code;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = buffer.WrittenCount;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.Body.WriteAsync(buffer.WrittenMemory, http.RequestAborted);
        }
    }

    public static Task WriteTextAsync(this HttpContext http, int code, string text)
    {
        http.Response.StatusCode = code;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text, http.RequestAborted);
    }

    public static Task WriteErrorAsync(this HttpContext http, ApiError error)
    {
        if (error.RetryAfterSeconds is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }
        return error.IsPlainText ? http.WriteTextAsync(error.Code, error.Message) : http.WriteAsync(error.Code, error.ToStatus());
    }

    /// <summary>A warning clients show to their user (RFC 7234, code 299).</summary>
    public static void Warn(this HttpContext http, string text) =>
        http.Response.Headers.Append("Warning", $"299 - \"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"");

    private static bool WantsIndent(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return http.Request.Query["pretty"] is ["true" or "1"]
            || (http.Request.Query["pretty"].Count == 0 && (agent.StartsWith("curl", StringComparison.Ordinal) || agent.StartsWith("Mozilla", StringComparison.Ordinal)));
    }

    private static object? Plain(JsonNode? node) => node switch
    {
        JsonObject o => o.ToDictionary(p => p.Key, p => Plain(p.Value)),
        JsonArray a => a.Select(Plain).ToList(),
        JsonValue v when v.TryGetValue<string>(out var s) => s,
        JsonValue v when v.TryGetValue<bool>(out var b) => b,
        JsonValue v when v.AsLong() is { } l => l,
        JsonValue v => double.Parse(v.ToJsonString(), CultureInfo.InvariantCulture),
        null => null,
        _ => node.ToJsonString(),
    };
}
