using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;
using YamlDotNet.Core;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>A patch as it came, ready to be applied to whatever the object is by then.</summary>
internal sealed record PatchRequest(string MediaType, JsonNode Content)
{
    private const string ApplyType = "application/apply-patch+yaml";

    /// <summary>Whether this is a configuration to apply, which makes the object when there is none.</summary>
    public bool IsApply => MediaType == ApplyType;

    /// <exception cref="ApiError">415 for a kind of patch the type does not take, 400 for one that cannot be read.</exception>
    public static async Task<PatchRequest> ReadAsync(HttpRequest request, ResourceType type, CancellationToken ct)
    {
        var media = Body.MediaType(request);
        var taken = media is "application/json-patch+json" or "application/merge-patch+json" or ApplyType || (!type.IsCustom && media == "application/strategic-merge-patch+json");
        if (!taken)
        {
            throw type.IsCustom
                ? ApiError.Unsupported("the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml")
                : new ApiError(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);
        }
        var text = await Body.TextAsync(request, ct);
        if (media == ApplyType)
        {
            return new(media, Configuration(text));
        }
        JsonNode? content;
        try
        {
            content = JsonText.Parse(text);
        }
        catch (JsonException e)
        {
            var why = Body.Why(e, text);
            throw ApiError.BadRequest(media == "application/strategic-merge-patch+json" ? why : $"error decoding patch: {why}");
        }
        return (media, content) switch
        {
            ("application/json-patch+json", JsonArray) => new(media, content!),
            ("application/json-patch+json", _) => throw ApiError.BadRequest("error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp"),
            (_, JsonObject) => new(media, content!),
            _ => throw ApiError.BadRequest("error decoding patch: json: cannot unmarshal array into Go value of type map[string]interface {}"),
        };
    }

    /// <exception cref="ApiError">422 for a patch that cannot be applied, or that nests deeper than a body may.</exception>
    public JsonObject Apply(JsonObject target)
    {
        var patched = MediaType switch
        {
            "application/json-patch+json" => JsonPatch.Apply(target, (JsonArray)Content),
            "application/merge-patch+json" => (JsonObject)MergePatch.Apply(target, Content)!,
            _ => StrategicMergePatch.Apply(target, (JsonObject)Content),
        };
        return JsonText.IsDeeperThan(JsonText.Deepest, patched) ? throw JsonPatch.Rejected() : patched;
    }

    private static JsonObject Configuration(string text)
    {
        try
        {
            var content = text.AsSpan().TrimStart().StartsWith("{") ? JsonText.Parse(text) : Body.FromYaml(text);
            if (content is JsonObject { } obj && obj["metadata"] is not (null or JsonObject))
            {
                throw ApiError.BadRequest("error decoding YAML: json: cannot unmarshal metadata into Go value of type v1.ObjectMeta");
            }
            return WithoutNulls(content as JsonObject ?? throw ApiError.BadRequest("error decoding YAML: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal into Go value of type map[string]interface {}"));
        }
        catch (Exception e) when (e is JsonException or YamlException or ArgumentException)
        {
            throw ApiError.BadRequest($"error decoding YAML: {e.Message}");
        }
    }

    /// <summary>A field that is null says nothing, as one that is not there.</summary>
    private static JsonObject WithoutNulls(JsonObject obj)
    {
        foreach (var (name, value) in obj.ToList())
        {
            if (value is null)
            {
                obj.Remove(name);
            }
            foreach (var child in value is JsonArray list ? list.OfType<JsonObject>() : value is JsonObject one ? [one] : [])
            {
                WithoutNulls(child);
            }
        }
        return obj;
    }
}
