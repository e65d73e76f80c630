using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Discovery;

/// <summary>The operations of an OpenAPI v3 document: what kubectl looks up before it writes.</summary>
internal static class OpenApiOperations
{
    /// <param name="schema">The component of the kind.</param>
    public static void Add(JsonObject paths, string root, ResourceType type, string schema)
    {
        var scope = type.Namespaced ? "namespaces/{namespace}/" : "";
        JsonObject Operations(params ReadOnlySpan<string> actions)
        {
            var operations = new JsonObject();
            foreach (var action in actions)
            {
                operations[action == "list" ? "get" : action] = Operation(type, schema, action);
            }
            return operations;
        }
        paths[$"/{root}/{scope}{type.Plural}"] = Operations("list", "post");
        paths[$"/{root}/{scope}{type.Plural}/{{name}}"] = Operations("get", "put", "patch", "delete");
    }

    public static JsonObject Kind(ResourceType type) => new() { ["group"] = type.Group, ["kind"] = type.Kind, ["version"] = type.Version };

    private static JsonObject Operation(ResourceType type, string schema, string action)
    {
        JsonObject Parameter(string name) => new()
        {
            ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
        };
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
            operation["requestBody"] = Body(
                ["application/json-patch+json", "application/merge-patch+json", "application/apply-patch+yaml", .. strategic]);
        }
        return operation;
    }
}
