using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Schemas;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>OpenAPI v3 with what kubectl's apply, create, edit and explain read: patch operations with their kind, and the schemas.</summary>
internal sealed class OpenApiDocument(ApiCluster cluster)
{
    private const string Start = "/openapi/v3";
    private const string Immutable = "public, immutable";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);
    private readonly ConcurrentDictionary<string, (int Generation, byte[] Body, string Hash)> made = new(StringComparer.Ordinal);

    public async Task<bool> TryAnswerAsync(HttpContext http, string path)
    {
        if (path == Start)
        {
            await http.WriteAsync(200, Index(), "text/plain; charset=utf-8");
            return true;
        }
        var root = path.Length > Start.Length ? path[(Start.Length + 1)..] : "";
        if (!cluster.Types.All.Any(t => Root(t) == root))
        {
            return false;
        }
        var (body, hash) = Made(root);
        var asked = http.Request.Query["hash"].ToString();
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
        http.Response.ContentType = "application/json";
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
        return true;
    }

    private JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var root in cluster.Types.All.Select(Root).Distinct())
        {
            paths[root] = new JsonObject { ["serverRelativeURL"] = $"{Start}/{root}?hash={Made(root).Hash}" };
        }
        return new JsonObject { ["paths"] = paths };
    }

    /// <summary>The document of one group's version, made once for as long as the same kinds are served.</summary>
    private (byte[] Body, string Hash) Made(string root)
    {
        var generation = cluster.Types.Generation;
        if (!made.TryGetValue(root, out var document) || document.Generation != generation)
        {
            var body = JsonSerializer.SerializeToUtf8Bytes(Document([.. cluster.Types.All.Where(t => Root(t) == root)]));
            made[root] = document = (generation, body, Convert.ToHexString(SHA512.HashData(body)));
        }
        return (document.Body, document.Hash);
    }

    private static string Root(ResourceType type) => type.Group.Length == 0 ? "api/v1" : $"apis/{type.ApiVersion}";

    private static JsonObject Document(List<ResourceType> types)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var type in types)
        {
            var name = BuiltInSchemas.NameOf(type.Group, type.Version, type.Kind) ?? $"{string.Join('.', type.Group.Split('.').Reverse())}.{type.Version}.{type.Kind}";
            Describe(type, name, schemas);
            var scope = type.Namespaced ? "namespaces/{namespace}/" : "";
            paths[$"/{Root(type)}/{scope}{type.Plural}"] = new JsonObject { ["get"] = Operation(type, name, "list"), ["post"] = Operation(type, name, "post") };
            paths[$"/{Root(type)}/{scope}{type.Plural}/{{name}}"] = new JsonObject
            {
                ["get"] = Operation(type, name, "get"), ["put"] = Operation(type, name, "put"), ["patch"] = Operation(type, name, "patch"), ["delete"] = Operation(type, name, "delete"),
            };
        }
        return new JsonObject
        {
            ["openapi"] = "3.0.0", ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "v1.32.13" },
            ["paths"] = paths, ["components"] = new JsonObject { ["schemas"] = schemas },
        };
    }

    private static void Describe(ResourceType type, string name, JsonObject schemas)
    {
        if (type.Schema is null)
        {
            foreach (var part in BuiltInSchemas.Closure([name]).Where(part => !schemas.ContainsKey(part)))
            {
                schemas[part] = BuiltInSchemas.Component(part)?.DeepClone() ?? new JsonObject { ["type"] = "object" };
            }
        }
        else
        {
            schemas[name] = CustomSchema(type.Schema);
        }
        schemas[name]!["x-kubernetes-group-version-kind"] = new JsonArray(Kind(type));
    }

    /// <summary>What a definition leaves out and every object has: its version, kind and metadata.</summary>
    private static JsonObject CustomSchema(JsonObject declared)
    {
        var schema = (JsonObject)declared.DeepClone();
        var properties = schema["properties"] as JsonObject ?? [];
        foreach (var field in (string[])["apiVersion", "kind"])
        {
            properties[field] ??= new JsonObject { ["type"] = "string" };
        }
        properties["metadata"] = new JsonObject { ["type"] = "object" };
        schema["properties"] = properties.Parent is null ? properties : properties.DeepClone();
        return schema;
    }

    private static JsonObject Operation(ResourceType type, string schema, string action)
    {
        JsonObject Parameter(string name) => new() { ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true } };
        JsonObject Body(params string[] types)
        {
            var content = new JsonObject();
            foreach (var t in types)
            {
                content[t] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } };
            }
            return new JsonObject { ["content"] = content };
        }
        var operation = new JsonObject
        {
            ["x-kubernetes-action"] = action, ["x-kubernetes-group-version-kind"] = Kind(type),
            ["parameters"] = new JsonArray(Parameter("dryRun"), Parameter("fieldManager"), Parameter("fieldValidation")),
            ["responses"] = new JsonObject { ["200"] = Body("application/json") },
        };
        if (action is "post" or "put")
        {
            operation["requestBody"] = Body("application/json");
        }
        if (action == "patch")
        {
            string[] strategic = type.IsCustom ? [] : ["application/strategic-merge-patch+json"];
            operation["requestBody"] = Body(["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml", .. strategic]);
        }
        return operation;
    }

    private static JsonObject Kind(ResourceType type) => new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };
}
