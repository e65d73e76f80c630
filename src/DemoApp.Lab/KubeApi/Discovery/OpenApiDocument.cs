using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Http;
using DemoApp.Lab.KubeApi.Store;
using Microsoft.AspNetCore.Http;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>OpenAPI v3 with what kubectl's apply, create, edit and explain read: patch operations with their kind, and the schemas.</summary>
internal sealed class OpenApiDocument(ApiCluster cluster)
{
    public async Task<bool> TryAnswerAsync(HttpContext http, string path)
    {
        if (path == "/openapi/v3")
        {
            var paths = new JsonObject();
            foreach (var root in cluster.Types.All.Select(Root).Distinct())
            {
                paths[root] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{root}?hash={cluster.Types.Generation}" };
            }
            await http.WriteAsync(200, new JsonObject { ["paths"] = paths });
            return true;
        }
        var types = cluster.Types.All.Where(t => path == $"/openapi/v3/{Root(t)}").ToList();
        if (types.Count == 0)
        {
            return false;
        }
        await http.WriteAsync(200, Document(types));
        return true;
    }

    private static string Root(ResourceType type) => type.Group.Length == 0 ? "api/v1" : $"apis/{type.ApiVersion}";

    private static JsonObject Document(List<ResourceType> types)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        foreach (var type in types)
        {
            var name = $"{string.Join('.', (type.Group.Length == 0 ? "io.k8s.core" : type.Group).Split('.').Reverse())}.{type.Version}.{type.Kind}";
            var schema = type.Schema?.DeepClone() as JsonObject ?? new JsonObject { ["type"] = "object" };
            schema["x-kubernetes-group-version-kind"] = new JsonArray(Kind(type));
            schemas[name] = schema;
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
            operation["requestBody"] = Body(["application/json-patch+json", "application/merge-patch+json", .. strategic]);
        }
        return operation;
    }

    private static JsonObject Kind(ResourceType type) => new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };
}
