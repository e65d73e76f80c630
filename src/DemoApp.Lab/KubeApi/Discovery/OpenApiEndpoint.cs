using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using k8s.Models;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>
/// Answers /openapi/v3. A document is known by a hash of what it is made of, so that the index makes none; each is made when first asked
/// for and kept compressed, which is also how kubectl asks for it.
/// </summary>
internal sealed class OpenApiEndpoint(ApiCluster cluster)
{
    private const string Start = "/openapi/v3";
    private const string Immutable = "public, immutable";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);
    private static readonly string Build =
        $"{typeof(OpenApiEndpoint).Module.ModuleVersionId} {typeof(V1Pod).Module.ModuleVersionId}";

    private readonly ConcurrentDictionary<string, (string Hash, byte[] Packed)> made = new(StringComparer.Ordinal);

    public async Task<bool> TryAnswerAsync(HttpContext http, string path)
    {
        if (path == Start)
        {
            await http.WriteAsync(200, Index(), "text/plain; charset=utf-8");
            return true;
        }
        var root = path.Length > Start.Length ? path[(Start.Length + 1)..] : "";
        var types = cluster.Types.All.Where(t => OpenApiDocument.Root(t) == root).ToList();
        if (types.Count == 0)
        {
            return false;
        }
        var (hash, asked) = (Hash(types), http.Request.Query["hash"].ToString());
        http.Response.Headers.ETag = $"\"{hash}\"";
        http.Response.Headers.Vary = "Accept";
        if (asked.Length > 0 && asked != hash)
        {
            http.Response.StatusCode = 301;
            http.Response.ContentType = "application/json";
            http.Response.Headers.Location = $"{path}?hash={hash}";
            return true;
        }
        if (asked == hash)
        {
            http.Response.Headers.CacheControl = Immutable;
            http.Response.Headers.Expires = (cluster.Time.GetUtcNow() + Kept).ToString("R", CultureInfo.InvariantCulture);
        }
        if (http.Request.Headers.IfNoneMatch == $"\"{hash}\"")
        {
            http.Response.StatusCode = 304;
            return true;
        }
        await WriteAsync(http, Packed(root, hash, types));
        return true;
    }

    private static async Task WriteAsync(HttpContext http, byte[] packed)
    {
        http.Response.ContentType = "application/json";
        if (http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Headers.ContentEncoding = "gzip";
            http.Response.Headers.Append("Vary", "Accept-Encoding");
            http.Response.ContentLength = packed.Length;
            await http.Response.Body.WriteAsync(packed, http.RequestAborted);
            return;
        }
        await using var plain = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        await plain.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var root in cluster.Types.All.GroupBy(OpenApiDocument.Root))
        {
            paths[root.Key] = new JsonObject { ["serverRelativeURL"] = $"{Start}/{root.Key}?hash={Hash(root)}" };
        }
        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>Of this build and the kinds by name; of custom kinds, which change while the server runs, by their schemas.</summary>
    private static string Hash(IEnumerable<ResourceType> types)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        hash.AppendData(Encoding.UTF8.GetBytes(Build));
        foreach (var type in types)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(
                $"{type.ApiVersion} {type.Kind} {type.Plural} {type.Namespaced} {type.Schema?.ToJsonString()}\n"));
        }
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private byte[] Packed(string root, string hash, IReadOnlyList<ResourceType> types)
    {
        if (made.TryGetValue(root, out var document) && document.Hash == hash)
        {
            return document.Packed;
        }
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            using var writer = new Utf8JsonWriter(gzip, GoEscapes.Writing);
            OpenApiDocument.Of(types).WriteTo(writer);
        }
        made[root] = document = (hash, packed.ToArray());
        return document.Packed;
    }
}
