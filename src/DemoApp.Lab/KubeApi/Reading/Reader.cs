using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Reading;

/// <summary>Answers GET: one object or a list, whole or in pages.</summary>
internal sealed class Reader(ApiCluster cluster)
{
    private static readonly TimeSpan FutureVersionPatience = TimeSpan.FromSeconds(3);

    public async Task AnswerAsync(HttpContext http, ApiPath path, CancellationToken ct)
    {
        var projection = Projection.Of(cluster, http.Request, path.Type);
        await WaitForVersionAsync(http.Request, ct);
        if (!path.IsCollection)
        {
            var found = cluster.Store.Find(path.Type, path.Namespace, path.Name) ?? throw ApiError.NotFound(path.Type, path.Name);
            await http.WriteAsync(200, projection.One(found));
            return;
        }
        var selection = Selection.Of(http.Request, path);
        var (items, version) = cluster.Store.List(path.Type, path.Namespace);
        var matching = items.Where(selection.Matches).ToList();
        var limit = Number(http.Request, "limit");
        var start = ContinueToken.Read(http.Request.Query["continue"], ref version);
        if (start is not null)
        {
            matching = [.. matching.Where(i => string.CompareOrdinal(ContinueToken.KeyOf(i), start) > 0)];
        }
        var metadata = new JsonObject { ["resourceVersion"] = version.ToString(CultureInfo.InvariantCulture) };
        if (limit > 0 && matching.Count > limit)
        {
            var left = matching.Count - (int)limit;
            matching = matching[..(int)limit];
            metadata["continue"] = ContinueToken.Write(version, matching[^1]);
            if (selection.IsAll)
            {
                metadata["remainingItemCount"] = left;
            }
        }
        await http.WriteAsync(200, projection.Many(matching, metadata));
    }

    /// <summary>A reader that has seen the future of this server is asked to come back; a version that is no number is refused.</summary>
    private async Task WaitForVersionAsync(HttpRequest request, CancellationToken ct)
    {
        var asked = VersionOf(request);
        if (asked <= cluster.Store.Version)
        {
            return;
        }
        await Task.Delay(FutureVersionPatience, cluster.Time, ct);
        if (asked > cluster.Store.Version)
        {
            throw new ApiError(504, "Timeout", $"Too large resource version: {asked}, current: {cluster.Store.Version}", new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
                ["retryAfterSeconds"] = 1,
            })
            { RetryAfterSeconds = 1 };
        }
    }

    /// <summary>The resourceVersion asked for; 0 when there is none.</summary>
    public static long VersionOf(HttpRequest request)
    {
        var text = request.Query["resourceVersion"].ToString();
        if (text.Length == 0)
        {
            return 0;
        }
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw new ApiError(500, null, $"resourceVersion: Invalid value: \"{text}\": strconv.ParseUint: parsing \"{text}\": invalid syntax");
    }

    public static long Number(HttpRequest request, string key)
    {
        var text = request.Query[key].ToString();
        return text.Length == 0 ? 0
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
            : throw ApiError.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private static class ContinueToken
    {
        public static string KeyOf(JsonObject obj) => $"{obj.Namespace()}/{obj.Name()}";

        public static string Write(long version, JsonObject last) =>
            System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(
                new JsonObject { ["v"] = "meta.k8s.io/v1", ["rv"] = version, ["start"] = KeyOf(last) }.ToJsonString()));

        public static string? Read(string? token, ref long version)
        {
            if (string.IsNullOrEmpty(token))
            {
                return null;
            }
            try
            {
                var content = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token))!;
                version = content["rv"]!.GetValue<long>();
                return content["start"]!.GetValue<string>();
            }
            catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException or NullReferenceException)
            {
                throw ApiError.BadRequest($"invalid continue token: continue key is not valid: {e.Message}");
            }
        }
    }
}
