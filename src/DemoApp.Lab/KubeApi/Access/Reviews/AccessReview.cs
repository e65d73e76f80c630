using System.Text.Json.Nodes;
using DemoApp.Lab.KubeApi.Access.Identities;
using DemoApp.Lab.KubeApi.Access.Rbac;
using DemoApp.Lab.KubeApi.Store;

namespace DemoApp.Lab.KubeApi.Access.Reviews;

/// <summary>"May this user do that?" Answered by the same authorizer that lets requests in.</summary>
internal sealed class AccessReview(Authorizer authorizer)
{
    private const string OneOf = "exactly one of nonResourceAttributes or resourceAttributes must be specified";

    /// <exception cref="ApiError">422 unless exactly one of resource and path is asked about.</exception>
    public JsonObject Answer(ResourceType type, JsonObject spec, UserInfo user)
    {
        var decision = authorizer.Decide((spec["resourceAttributes"], spec["nonResourceAttributes"]) switch
        {
            (JsonObject resource, null) => new(user, Text(resource, "verb"))
            {
                Group = Text(resource, "group"), Resource = Text(resource, "resource"), Subresource = Text(resource, "subresource"),
                Name = Text(resource, "name"), Namespace = Text(resource, "namespace"),
            },
            (null, JsonObject path) => new(user, Text(path, "verb")) { Path = Text(path, "path") },
            (null, null) => throw Invalid(type, "spec.resourceAttributes", $"Invalid value: null: {OneOf}"),
            _ => throw Invalid(type, "spec.nonResourceAttributes",
                "Invalid value: \"\": cannot be specified in combination with resourceAttributes"),
        });
        var status = new JsonObject { ["allowed"] = decision.Allowed };
        if (decision.Reason.Length > 0)
        {
            status["reason"] = decision.Reason;
        }
        return status;
    }

    /// <summary>About the user whom the question names.</summary>
    public JsonObject AnswerFor(ResourceType type, JsonObject spec)
    {
        var groups = Texts(spec["groups"]);
        var name = Text(spec, "user");
        return name.Length == 0 && groups.Length == 0
            ? throw Invalid(type, "spec.user", "Invalid value: \"\": at least one of user or group must be specified")
            : Answer(type, spec, new(name, Text(spec, "uid"), groups));
    }

    /// <summary>The question of a LocalSubjectAccessReview, which may ask about its own namespace only.</summary>
    /// <exception cref="ApiError">400 for another namespace.</exception>
    public static JsonObject Within(JsonObject spec, string ns) => spec.FieldText("resourceAttributes.namespace") == ns
        ? spec
        : throw ApiError.BadRequest($"spec.resourceAttributes.namespace must match namespace: {ns}");

    private static ApiError Invalid(ResourceType type, string field, string message) =>
        ApiError.Invalid(type, "", [new("FieldValueInvalid", field, message)]);

    private static string Text(JsonObject obj, string field) => obj[field].AsText() ?? "";

    private static string[] Texts(JsonNode? node) => [.. (node as JsonArray ?? []).Select(t => t.AsText() ?? "")];
}
