using System.Text.Json.Nodes;

namespace DemoApp.Lab.KubeApi.Store;

/// <summary>A refusal with the body of a genuine API server: kind Status, reason, details (table in the API conventions).</summary>
internal sealed class ApiError(int code, string? reason, string message, JsonObject? details = null) : Exception(message)
{
    public int Code => code;

    /// <summary>Seconds to wait before another try, sent as Retry-After; null for none.</summary>
    public int? RetryAfterSeconds { get; init; }

    public JsonObject ToStatus()
    {
        var status = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = Message,
        };
        if (reason is not null)
        {
            status["reason"] = reason;
        }
        if (details is not null)
        {
            status["details"] = details.DeepClone();
        }
        status["code"] = code;
        return status;
    }

    public static ApiError NotFound(ResourceType type, string name) =>
        new(404, "NotFound", $"{type.QualifiedPlural} \"{name}\" not found", Details(type, name, type.Plural));

    public static ApiError AlreadyExists(ResourceType type, string name) =>
        new(409, "AlreadyExists", $"{type.QualifiedPlural} \"{name}\" already exists", Details(type, name, type.Plural));

    public static ApiError Conflict(ResourceType type, string name) =>
        new(409, "Conflict",
            $"Operation cannot be fulfilled on {type.QualifiedPlural} \"{name}\": the object has been modified; " +
            "please apply your changes to the latest version and try again",
            Details(type, name, type.Plural));

    public static ApiError BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiError Expired(string message) => new(410, "Expired", message);

    public static ApiError NoSuchResource() =>
        new(404, "NotFound", "the server could not find the requested resource", []);

    public static ApiError MethodNotAllowed(ResourceType? type, string verb) => type is { IsCustom: true }
        ? new(405, "MethodNotAllowed", $"{verb} is not supported on resources of kind \"{type.QualifiedPlural}\"",
            new JsonObject { ["group"] = type.Group, ["kind"] = type.Plural })
        : new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static ApiError Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiError Unsupported(string message) => new(415, "UnsupportedMediaType", message);

    /// <summary>422 with every cause listed, as validation answers.</summary>
    public static ApiError Invalid(ResourceType type, string name, IReadOnlyList<FieldError> causes)
    {
        var kind = type.Group.Length == 0 ? type.Kind : $"{type.Kind}.{type.Group}";
        var texts = causes.Select(c => $"{c.Field}: {c.Message}").ToArray();
        var text = texts.Length == 1 ? texts[0] : $"[{string.Join(", ", texts)}]";
        var details = Details(type, name, type.Kind);
        details["causes"] = new JsonArray([.. causes.Select(c => (JsonNode)new JsonObject
        {
            ["reason"] = c.Reason, ["message"] = c.Message, ["field"] = c.Field,
        })]);
        return new(422, "Invalid", $"{kind} \"{name}\" is invalid: {text}", details);
    }

    private static JsonObject Details(ResourceType type, string name, string kind)
    {
        var details = new JsonObject { ["name"] = name };
        if (type.Group.Length > 0)
        {
            details["group"] = type.Group;
        }
        details["kind"] = kind;
        return details;
    }
}

/// <summary>One cause of a 422.</summary>
internal sealed record FieldError(string Reason, string Field, string Message)
{
    public static FieldError Required(string field) => new("FieldValueRequired", field, "Required value");
}
